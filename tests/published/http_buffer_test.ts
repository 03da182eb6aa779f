import { assertEquals, assertRejects } from "@std/assert";
import { httpBuffer } from "../../lib/published/http_buffer.ts";
import { RemoteError } from "../../lib/published/remote_error.ts";
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

Deno.test("httpBuffer() fetches neighbouring blocks together, and none that it has", () =>
  served(async (server) => {
    const file = await httpBuffer(`${server.url}/file`, { blockSize: 64, wait: 1 });
    await file.slice(64, 128);
    await file.slice(0, 640);
    // The probe, block 1, block 0, blocks 2 to 9.
    assertEquals([server.requests, server.sent], [4, 1 + 640]);
    await Promise.all([file.slice(700, 800), file.slice(710, 790), file.slice(0, 640)]);
    assertEquals(server.requests, 5);
  }));

Deno.test("httpBuffer() takes from its cache what an earlier one fetched, until the file changes", () =>
  served(async (server, folder) => {
    const options = { blockSize: 64, wait: 1, cache: `${folder}/cache` };
    const read = async () =>
      (await (await httpBuffer(`${server.url}/file`, options)).slice(0, 640)).byteLength;
    await read();
    assertEquals(server.sent, 1 + 640);
    await read();
    assertEquals(server.sent, 1 + 640 + 1);
    await Deno.writeFile(`${folder}/file`, bytes.slice(0, 900));
    await read();
    assertEquals(server.sent, 1 + 640 + 1 + 1 + 640);
  }));

Deno.test("httpBuffer() of an address that always means the same bytes needs no network for what it has", () =>
  served(async (server, folder) => {
    const options = { blockSize: 64, wait: 1, cache: `${folder}/cache`, immutable: true, tries: 1 };
    await (await httpBuffer(`${server.url}/file`, options)).slice(0, 100);
    server.fail = () => "503";
    const again = await httpBuffer(`${server.url}/file`, options);
    assertEquals([again.byteLength, again.tag], [1000, "1000"]);
    assertEquals(new Uint8Array(await again.slice(5, 128)), bytes.slice(5, 128));
    await assertRejects(async () => await again.slice(128, 129), RemoteError, "each of 1 tries");
    server.fail = () => "no";
    assertEquals(new Uint8Array(await again.slice(128, 130)), bytes.slice(128, 130));
  }));

Deno.test("httpBuffer() refuses a file that changes while it is read, and reads the new one whole next time", () =>
  served(async (server, folder) => {
    const options = { blockSize: 64, wait: 1, cache: `${folder}/cache`, immutable: true };
    const file = await httpBuffer(`${server.url}/file`, options);
    await file.slice(0, 64);
    server.fail = () => "changed";
    await assertRejects(
      async () => await file.slice(64, 128),
      RemoteError,
      "it changed while it was read",
    );
    const anew = await httpBuffer(`${server.url}/file`, options);
    const before = server.sent;
    assertEquals(new Uint8Array(await anew.slice(0, 128)), bytes.slice(0, 128));
    assertEquals([anew.tag, server.sent - before], ["1000-new", 128]);
  }));

Deno.test("httpBuffer() fetches again a block that was damaged on disk", () =>
  served(async (server, folder) => {
    const options = { blockSize: 64, wait: 1, cache: `${folder}/cache`, immutable: true };
    const read = async () =>
      new Uint8Array(await (await httpBuffer(`${server.url}/file`, options)).slice(0, 200));
    await read();
    for await (const { name, isDirectory } of Deno.readDir(`${folder}/cache`)) {
      if (isDirectory) await Deno.truncate(`${folder}/cache/${name}/1`, 40);
      else await Deno.writeTextFile(`${folder}/cache/${name}`, '{"url":');
    }
    const before = server.sent;
    assertEquals(await read(), bytes.slice(0, 200));
    assertEquals(server.sent - before, 1 + 64);
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
