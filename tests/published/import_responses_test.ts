import { assertEquals, assertRejects } from "@std/assert";
import { csvTextSource } from "../../lib/published/csv_source.ts";
import { parseImportMapping, type ResponsesMapping } from "../../lib/published/import_mapping.ts";
import { jsonlSource } from "../../lib/published/jsonl_source.ts";
import { readImportedResponses } from "../../lib/published/import_responses.ts";
import { InputError } from "../../lib/study/input_error.ts";

const mapping = (over: object) =>
  parseImportMapping({
    kind: "responses",
    query: "q",
    value1: "a",
    value2: "b",
    models: { x: { key: "x", family: "f" }, y: { key: "y", family: "f" } },
    study: {},
    ...over,
  }) as ResponsesMapping;
const read = async (text: string, over: object) => {
  const found = await readImportedResponses([csvTextSource(text, "t.csv")], mapping(over));
  return { ...found, given: await Array.fromAsync(found.responses()) };
};

Deno.test("readImportedResponses() counts repeated rows as samples and keeps how they ended", async () => {
  const outcome = { column: "end", entries: { blocked: "filtered", length: "truncated" } };
  const found = await read(
    "q,a,b,m,r,end\nQ,v,w,x,None,stop\nQ,v,w,x,half,length\nQ,v,w,y,,blocked\nQ,v,w,y,,stop\n",
    { model: "m", response: "r", outcome },
  );
  assertEquals([found.rows, found.scenarios.length, found.samples], [4, 1, 2]);
  assertEquals(
    found.given.map(({ model, sample, outcome, text }) => [model, sample, outcome, text]),
    [
      ["x", 0, "answered", "None"],
      ["x", 1, "truncated", "half"],
      ["y", 0, "filtered", null],
      ["y", 1, "failed", null],
    ],
  );
});

Deno.test("readImportedResponses() reads a row of several models", async () => {
  const found = await read("q,a,b,rx,ry\nQ,v,w,yes, \n", { responses: { x: "rx", y: "ry" } });
  assertEquals(found.given.map(({ model, outcome, text }) => [model, outcome, text]), [
    ["x", "answered", "yes"],
    ["y", "failed", null],
  ]);
});

Deno.test("readImportedResponses() refuses a sample twice, an unknown model and an empty table", async () => {
  const long = { model: "m", response: "r", sample: "s" };
  const fault = (rows: string, message: string) =>
    assertRejects(() => read(`q,a,b,m,r,s\n${rows}`, long), InputError, message);
  await fault("Q,v,w,x,1,0\nQ,v,w,x,2,0\n", "t.csv, row 2: Expected each sample from 0 on once");
  await fault("Q,v,w,x,1,-1\n", "but found -1");
  await fault(
    "Q,v,w,z,1,0\n",
    't.csv, row 1, m: Expected a model that the mapping names but found "z"',
  );
  await fault("", "t.csv: Expected at least one row");
});

Deno.test("readImportedResponses() gives the same responses whenever they are asked for, and counts rows", async () => {
  const source = csvTextSource("q,a,b,m,r\nQ,v,w,x,1\nQ,v,w,x,2\nP,v,w,y,3\n", "t.csv");
  const found = await readImportedResponses([source], mapping({ model: "m", response: "r" }));
  const seen: number[] = [];
  const one = await Array.fromAsync(found.responses((rows) => void seen.push(rows)));
  assertEquals(seen, [1, 2, 3]);
  assertEquals(await Array.fromAsync(found.responses()), one);
  assertEquals(one.map(({ query, sample, text }) => [query.text, sample, text]), [
    ["Q", 0, "1"],
    ["Q", 1, "2"],
    ["P", 0, "3"],
  ]);
  const queries = found.scenarios.flatMap((scenario) => scenario.queries);
  assertEquals(one.every(({ query }) => queries.includes(query)), true);
});

Deno.test("readImportedResponses() names a column that is missing before it goes through the table", async () => {
  await assertRejects(
    () => read("q,a,b,m\nQ,v,w,x\n", { model: "m", response: "r" }),
    InputError,
    "t.csv, r: Expected a column of this name but found q, a, b, m",
  );
});

Deno.test("readImportedResponses() refuses a number or a list where a text is expected", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const file = `${folder}/t.jsonl`;
    const fault = async (row: object, message: string) => {
      await Deno.writeTextFile(
        file,
        `${JSON.stringify({ q: "Q", a: "v", b: "w", rx: "yes", ry: null, ...row })}\n`,
      );
      const source = await jsonlSource(file);
      await assertRejects(
        async () => {
          const by = mapping({ responses: { x: "rx", y: "ry" } });
          await Array.fromAsync((await readImportedResponses([source], by)).responses());
        },
        InputError,
        message,
      );
    };
    await fault({ ry: 3 }, "t.jsonl, row 1, ry: Expected a text but found the number 3");
    await fault(
      { rx: ["yes"] },
      "t.jsonl, row 1, rx: Expected a text but found an object or a list",
    );
    await fault({ q: true }, "t.jsonl, row 1, q: Expected a text but found the boolean true");
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("readImportedResponses() refuses a model that the table has nothing of, unless it can be asked", async () => {
  const long = { model: "m", response: "r" };
  const text = "q,a,b,m,r\nQ,v,w,x,1\n";
  await assertRejects(
    () => read(text, long),
    InputError,
    't.csv, m: Expected a response of "y", which the mapping\'s models name, but found none',
  );
  await assertRejects(
    () => read("q,a,b,rx\nQ,v,w,yes\n", { responses: { x: "rx" } }),
    InputError,
    't.csv: Expected a response of "y"',
  );
  const models = {
    x: { key: "x", family: "f" },
    y: { key: "y", provider: "openai", model: "y-1" },
  };
  assertEquals((await read(text, { ...long, models })).given.length, 1);
});
