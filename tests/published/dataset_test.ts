import { assert, assertEquals, assertRejects } from "@std/assert";
import { join } from "node:path";
import { DATASET_SPLITS, openRemote, shardPaths, splitOf } from "../../lib/published/dataset.ts";
import { httpBuffer } from "../../lib/published/http_buffer.ts";
import { readPositions } from "../../lib/published/read_positions.ts";
import { readResponse } from "../../lib/published/read_response.ts";
import { InputError } from "../../lib/study/input_error.ts";
import { layoutColumns, writeLayout } from "./dataset_layout.ts";
import { type RangeServer, rangeServer } from "./range_server.ts";

const revision = "0123456789abcdef0123456789abcdef01234567";
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

Deno.test("shardPaths() names the files of all splits of the dataset", () => {
  const paths = DATASET_SPLITS.flatMap(shardPaths);
  assertEquals(paths.length, 4 + 3 + 2 + 1 + 2 + 1 + 37 + 5);
  assertEquals(new Set(paths).size, paths.length);
  assert(paths.includes("complete/train-00036-of-00037.parquet"));
  assert(paths.includes("judge_evaluations/std_2.5_to_3.0-00000-of-00001.parquet"));
});

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

Deno.test("httpBuffer() goes on from its cache: what was fetched is not fetched again", () =>
  served(async (server, folder) => {
    const cache = join(folder, "cache");
    const options = { cache, blockSize: 4096, wait: 1, tries: 1 };
    const path = shardPaths(splitOf("all_models")!)[0]!;
    const url = `${server.url}/datasets/a/b/resolve/${revision}/${path}`;
    const whole = await Deno.readFile(join(folder, path));
    const first = await httpBuffer(url, options);
    server.fail = (n) => n > 3 ? "503" : "no";
    await assertRejects(
      async () => await first.slice(0, whole.length),
      Error,
      "failed at each of 1 tries",
    );
    server.fail = () => "no";
    const sent = server.sent;
    const second = await httpBuffer(url, options);
    assertEquals(new Uint8Array(await second.slice(0, whole.length)), whole);
    assert(server.sent - sent < whole.length, "blocks of the first run are used");
    const asked = server.requests;
    const third = await httpBuffer(url, options);
    assertEquals(new Uint8Array(await third.slice(5, whole.length - 3)), whole.slice(5, -3));
    assertEquals(server.requests - asked, 1);
  }));

Deno.test("httpBuffer() does not try again what the server refuses", () =>
  served(async (server) => {
    await assertRejects(
      () => httpBuffer(`${server.url}/none`, { wait: 1 }),
      Error,
      "but found 404",
    );
    assertEquals(server.requests, 1);
  }));

Deno.test("openRemote() wants a commit and a split that is there", async () => {
  await assertRejects(() => openRemote({ revision: "main" }), InputError, "40 hexadecimal digits");
  await assertRejects(
    () => openRemote({ revision, split: "none" }),
    InputError,
    "Expected a split out of",
  );
});
