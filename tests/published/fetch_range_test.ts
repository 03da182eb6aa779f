import { assertEquals, assertRejects } from "@std/assert";
import { fetchRange } from "../../lib/published/fetch_range.ts";
import { RemoteError } from "../../lib/published/remote_error.ts";
import { type RangeServer, rangeServer } from "./range_server.ts";

const bytes = Uint8Array.from({ length: 1000 }, (_, i) => i * 7 % 251);
const quick = { wait: 1, tries: 3 };

async function served(act: (server: RangeServer, url: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  await Deno.writeFile(`${folder}/file`, bytes);
  {
    await using server = rangeServer(folder);
    await act(server, `${server.url}/file`);
  }
  await Deno.remove(folder, { recursive: true });
}

Deno.test("fetchRange() gives the bytes asked for, as many as there are, with size and tag", () =>
  served(async (_, url) => {
    const answer = await fetchRange(url, 10, 20, quick);
    assertEquals([...answer.bytes], [...bytes.slice(10, 20)]);
    assertEquals([answer.size, answer.tag], [1000, "1000"]);
    assertEquals((await fetchRange(url, 990, 2000, quick)).bytes.length, 10);
  }));

Deno.test("fetchRange() names a file by its host's tag where the host redirects to a store", () =>
  served(async (server, url) => {
    server.redirects = true;
    assertEquals((await fetchRange(url, 0, 5, { ...quick, token: "t" })).tag, "sha of 1000");
    assertEquals(server.seen.map(({ by, authorization }) => [by, authorization]), [
      ["host", "Bearer t"],
      ["store", null],
    ]);
  }));

Deno.test("fetchRange() tries again after a body that is cut, a lost connection and another range", () =>
  served(async (server, url) => {
    for (const failure of ["cut", "drop", "shifted"] as const) {
      const before = server.requests;
      server.fail = (n) => n === before ? failure : "no";
      assertEquals((await fetchRange(url, 0, 100, quick)).bytes, bytes.slice(0, 100), failure);
      assertEquals(server.requests - before, 2, failure);
      server.fail = () => failure;
      await assertRejects(() => fetchRange(url, 0, 100, quick), RemoteError, "each of 3 tries");
    }
  }));

Deno.test("fetchRange() does not take a whole file for a range", () =>
  served(async (server, url) => {
    server.fail = () => "whole";
    await assertRejects(
      () => fetchRange(url, 0, 100, quick),
      RemoteError,
      "but found 200: the server ignores ranges",
    );
    assertEquals(server.requests, 1);
  }));
