import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { importJob, type ImportJobOptions } from "../../lib/cli/import_job.ts";
import { csvTextSource } from "../../lib/published/csv_source.ts";
import { parseImportMapping } from "../../lib/published/import_mapping.ts";
import { readScores } from "../../lib/published/read_scores.ts";

const judge = { key: "judge", provider: "openai", model: "o3" };
const RESPONSES = {
  kind: "responses",
  ...{ query: "q", value1: "a", value2: "b", model: "m", response: "r" },
  ...{ position1: "p1", position2: "p2" },
  models: { mine: { key: "mine", family: "me" } },
  study: {
    name: "imported",
    seed: 1,
    rubricJudge: judge,
    positionJudges: [judge],
    embedder: { model: judge, dimensions: 8 },
  },
};
const table = csvTextSource(
  "q,a,b,m,r,p1,p2\nQ1,v,w,mine,yes,6,0\nQ2,v,w,mine,no,,3\n",
  "t.csv",
);
const job = (mapping: object, over: Partial<ImportJobOptions> = {}) =>
  importJob([table], parseImportMapping(mapping), {
    mapping: "m.json",
    out: "OUT",
    signal: new AbortController().signal,
    say: () => {},
    ...over,
  });

Deno.test("importJob() previews responses and the positions beside them, and writes the same", async () => {
  const { preview, write, next } = await job(RESPONSES);
  const told = await preview();
  assertStringIncludes(told, "2 rows: 2 queries of 2 scenarios");
  assertStringIncludes(told, "Positions beside them:");
  assertStringIncludes(next, "deno task study plan OUT, or deno task reproduce --data OUT");
  const folder = await Deno.makeTempDir();
  assertEquals(await write(folder), told);
  const { positions } = await readScores(folder);
  assertEquals([...positions.get("mine")!.value1], [6, 255]);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("importJob() writes no scores where the mapping names no positions", async () => {
  const { position1: _, position2: __, ...plain } = RESPONSES;
  const folder = await Deno.makeTempDir();
  const { write, next } = await job(plain);
  await write(folder);
  assertEquals(next, "deno task study plan OUT");
  const names = [...Deno.readDirSync(folder)].map(({ name }) => name);
  assertEquals(names.includes("scores.parquet"), false);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("importJob() stops at the signal while it goes through the table", async () => {
  const stop = new AbortController();
  const { preview } = await job(RESPONSES, { signal: stop.signal });
  stop.abort(new Error("enough"));
  await assertRejects(preview, Error, "enough");
});
