import { assertEquals, assertRejects } from "@std/assert";
import { httpBuffer } from "../../lib/published/http_buffer.ts";
import { type RangeServer, rangeServer } from "./range_server.ts";

const bytes = Uint8Array.from({ length: 1000 }, (_, i) => i * 7 % 251);

async function served(act: (server: RangeServer, folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  await Deno.writeFile(`${folder}/file`, bytes);
  const server = rangeServer(folder);
  try {
    await act(server, folder);
  } finally {
    await server[Symbol.asyncDispose]();
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("httpBuffer() gives any piece, over the blocks' borders and past the end", () =>
  served(async (server) => {
    const file = await httpBuffer(`${server.url}/file`, { blockSize: 64, wait: 1 });
    assertEquals(file.byteLength, 1000);
    for (const [start, end] of [[0, 1], [60, 70], [0, 1000], [990, 2000], [64, 128], [5, 5]]) {
      assertEquals(new Uint8Array(await file.slice(start!, end)), bytes.slice(start, end));
    }
  }));

Deno.test("httpBuffer() takes from its cache what an earlier one fetched, until the file changes", () =>
  served(async (server, folder) => {
    const options = { blockSize: 64, wait: 1, cache: `${folder}/cache` };
    const read = async () =>
      (await (await httpBuffer(`${server.url}/file`, options)).slice(0, 640)).byteLength;
    await read();
    const once = server.requests;
    assertEquals(once, 11);
    await read();
    assertEquals(server.requests, once + 1);
    await Deno.writeFile(`${folder}/file`, bytes.slice(0, 900));
    await read();
    assertEquals(server.requests, once + 12);
  }));

Deno.test("httpBuffer() tries again after failures that pass, and says at which it gave up", () =>
  served(async (server) => {
    server.fail = (n) => n < 2 ? "503" : "no";
    assertEquals((await httpBuffer(`${server.url}/file`, { wait: 1 })).byteLength, 1000);
    server.fail = () => "429";
    await assertRejects(
      () => httpBuffer(`${server.url}/file`, { wait: 1, tries: 3 }),
      Error,
      "it failed at each of 3 tries",
    );
  }));

Deno.test("httpBuffer() does not try again what a server refuses, and stops when told to", () =>
  served(async (server) => {
    await assertRejects(() => httpBuffer(`${server.url}/none`), Error, "but found 404");
    assertEquals(server.requests, 1);
    server.fail = () => "503";
    const signal = AbortSignal.timeout(30);
    await assertRejects(() => httpBuffer(`${server.url}/file`, { wait: 60_000, signal }));
  }));

Deno.test("httpBuffer() refuses a block size that is none", () =>
  served((server) =>
    assertRejects(() => httpBuffer(server.url, { blockSize: 0 }), RangeError, "found 0").then(
      () => {},
    )
  ));
