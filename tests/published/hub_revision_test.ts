import { assertEquals, assertRejects } from "@std/assert";
import { hubRevision } from "../../lib/published/hub_revision.ts";
import { RemoteError } from "../../lib/published/remote_error.ts";
import { InputError } from "../../lib/study/input_error.ts";
import { COMMIT, type RangeServer, rangeServer } from "./range_server.ts";

const LATER = "f".repeat(40);

async function served(act: (server: RangeServer, cache: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  await Deno.mkdir(`${folder}/data/data`, { recursive: true });
  await Deno.writeTextFile(`${folder}/data/data/a.parquet`, "");
  {
    await using server = rangeServer(`${folder}/data`);
    await act(server, `${folder}/cache`);
  }
  await Deno.remove(folder, { recursive: true });
}

Deno.test("hubRevision() looks main up once and stays with the commit it found", () =>
  served(async (server, cache) => {
    const options = { host: server.url, cache, wait: 1, tries: 2 };
    assertEquals(await hubRevision(options), { commit: COMMIT, files: ["data/a.parquet"] });
    server.commit = LATER;
    server.fail = () => "503";
    assertEquals((await hubRevision(options)).commit, COMMIT);
    assertEquals(server.requests, 1);
    server.fail = () => "no";
    assertEquals((await hubRevision({ ...options, revision: "main" })).commit, LATER);
    assertEquals((await hubRevision(options)).commit, LATER);
    assertEquals(server.requests, 2);
  }));

Deno.test("hubRevision() takes a commit for one run, from the cache where it knows it", () =>
  served(async (server, cache) => {
    const options = { host: server.url, cache, wait: 1, tries: 2 };
    await hubRevision(options);
    server.commit = LATER;
    assertEquals((await hubRevision({ ...options, revision: LATER })).commit, LATER);
    assertEquals((await hubRevision({ ...options, revision: COMMIT })).commit, COMMIT);
    assertEquals((await hubRevision(options)).commit, COMMIT);
    assertEquals(server.requests, 2);
  }));

Deno.test("hubRevision() pins for one host, and asks again where the pin is damaged", () =>
  served(async (server, cache) => {
    await hubRevision({ host: server.url, cache });
    const path = `${cache}/pin.json`;
    await Deno.writeTextFile(path, (await Deno.readTextFile(path)).replace("127.0.0.1", "mirror"));
    await hubRevision({ host: server.url, cache });
    assertEquals(server.requests, 2);
    await Deno.truncate(path, 10);
    await hubRevision({ host: server.url, cache });
    assertEquals(server.requests, 3);
  }));

Deno.test("hubRevision() refuses what is no revision, what the host lacks, and an answer that is none", () =>
  served(async (server, cache) => {
    const options = { host: server.url, cache, wait: 1, tries: 2 };
    for (const revision of ["", "-x", "a b", "a?b"]) {
      await assertRejects(
        () => hubRevision({ ...options, revision }),
        InputError,
        "a commit, a branch",
      );
    }
    await assertRejects(
      () => hubRevision({ ...options, revision: "v9" }),
      RemoteError,
      "to be there but found 404",
    );
    server.commit = "not a commit";
    await assertRejects(() => hubRevision(options), RemoteError, "to answer with the commit");
  }));
