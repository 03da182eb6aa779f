import { assert, assertEquals, assertRejects } from "@std/assert";
import { join } from "node:path";
import { shardPaths, splitOf } from "../../lib/published/dataset.ts";
import { openRemote } from "../../lib/published/open_remote.ts";
import { readPositions } from "../../lib/published/read_positions.ts";
import { readResponse } from "../../lib/published/read_response.ts";
import { InputError } from "../../lib/study/input_error.ts";
import { layoutColumns, writeLayout } from "./dataset_layout.ts";
import { COMMIT as revision, type RangeServer, rangeServer } from "./range_server.ts";

const shards = [0, 1, 2, 3].map((i) =>
  layoutColumns({ rows: 120, seed: `shard ${i}`, longest: 200_000 })
);

async function served(act: (server: RangeServer, folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  await Deno.mkdir(join(folder, "data"));
  for (const [i, path] of shardPaths(splitOf("all_models")!).entries()) {
    await writeLayout(join(folder, path), shards[i]!, 40);
  }
  const server = rangeServer(folder);
  try {
    await act(server, folder);
  } finally {
    await server[Symbol.asyncDispose]();
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("openRemote() reads positions through every kind of failure, and only their bytes", () =>
  served(async (server, folder) => {
    server.fail = (n) => (["no", "503", "no", "429", "cut", "no", "cut"] as const)[n % 7] ?? "no";
    const options = { revision, host: server.url, blockSize: 4096, wait: 1 };
    const sources = await openRemote(options);
    const before = server.sent;
    const table = await readPositions(sources);
    assertEquals(table.rows, 480);
    assertEquals(table.queries.query[130], shards[1]!.get("query")![10]);
    const size = [...Deno.readDirSync(join(folder, "data"))]
      .reduce((sum, { name }) => sum + Deno.statSync(join(folder, "data", name)).size, 0);
    const read = server.sent - before;
    assert(read < size / 3, `${read} of ${size} bytes`);
  }));

Deno.test("readResponse() fetches one text without the rest", () =>
  served(async (server) => {
    const sources = await openRemote({ revision, host: server.url, blockSize: 1024, wait: 1 });
    const before = server.sent;
    for (const row of [0, 119, 120, 479]) {
      const expected = shards[Math.floor(row / 120)]!.get("response_o3")![row % 120] ?? null;
      assertEquals(await readResponse(sources, row, "o3"), expected);
    }
    assert(server.sent - before < 4 * 8192, `${server.sent - before} bytes for four texts`);
    await assertRejects(
      () => readResponse(sources, 480, "o3"),
      RangeError,
      "Expected a row from 0 to 479",
    );
    await assertRejects(
      () => readResponse(sources, 0, "gpt_9"),
      RangeError,
      'a column "response_gpt_9"',
    );
  }));

Deno.test("openRemote() names every shard by the host's tag and size, and has none of a split that is not there", () =>
  served(async (server, folder) => {
    server.redirects = true;
    const sources = await openRemote({ revision, host: server.url, token: "secret", wait: 1 });
    for (const { name, bytes, tag } of sources) {
      assertEquals(bytes, (await Deno.stat(join(folder, name))).size);
      assertEquals(tag, `sha of ${bytes}`);
    }
    assertEquals(sources.length, 4);
    assertEquals(
      new Set(server.seen.map(({ by, authorization }) => `${by} ${authorization}`)),
      new Set(["host Bearer secret", "store null"]),
    );
    assertEquals(await openRemote({ revision, host: server.url, split: "train" }), []);
  }));

Deno.test("openRemote() refuses a split of which the host lacks a shard", () =>
  served(async (server, folder) => {
    await Deno.remove(join(folder, shardPaths(splitOf("all_models")!)[2]!));
    await assertRejects(
      () => openRemote({ revision, host: server.url, wait: 1 }),
      InputError,
      "Expected all 4 shards but found no all_models-00002-of-00004.parquet",
    );
  }));

Deno.test("openRemote() wants a commit and a split that is there", async () => {
  await assertRejects(() => openRemote({ revision: "main" }), InputError, "40 hexadecimal digits");
  await assertRejects(
    () => openRemote({ revision, split: "none" }),
    InputError,
    "Expected a split out of",
  );
});
