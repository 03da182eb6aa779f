import { assertAlmostEquals, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import * as aq from "arquero";
import { labelReport } from "../../lib/analysis/label_report.ts";
import { readLabels } from "../../lib/published/label_table.ts";
import { toParquet } from "../../lib/published/write_parquet.ts";
import { InputError } from "../../lib/study/input_error.ts";
import speechmap from "../../data/speechmap_mapping.json" with { type: "json" };

const mapping = {
  query: ["set", "id"],
  text: "question",
  model: "model",
  response: "answer",
  families: { "x/": "xco", "x/y-": "yco" },
  cluster: { column: "id", pattern: "\\d+$" },
  judges: [{ label: "first", name: "j1" }, { label: "second", column: "who" }],
  labels: ["COMPLETE", "DENIAL"],
  refusals: ["DENIAL"],
  outcomes: { MODERATED: "filtered" },
};

const CSV = `set,id,question,model,answer,first,second,who,note
us,us_7,Why?,x/y-1,None,COMPLETE,DENIAL,j2,
us,us_7,Why?,x/z,"no, ""never""",MODERATED,,j2,
ru,ru_7,How?,x/z,,DENIAL,DENIAL,j2,x
`;

async function withFile(suffix: string, bytes: Uint8Array, body: (path: string) => Promise<void>) {
  const path = await Deno.makeTempFile({ suffix });
  try {
    await Deno.writeFile(path, bytes);
    await body(path);
  } finally {
    await Deno.remove(path);
  }
}

const encode = (text: string) => new TextEncoder().encode(text);

Deno.test("readLabels() reads the same from CSV, JSON Lines and Parquet", async () => {
  const records = aq.fromCSV(CSV, { autoType: false }).objects() as Record<string, string>[];
  const files: [string, Uint8Array][] = [
    [".csv", encode(CSV)],
    [".jsonl", encode(records.map((record) => JSON.stringify(record)).join("\n"))],
    [".parquet", toParquet(aq.from(records))],
  ];
  for (const [suffix, bytes] of files) {
    await withFile(suffix, bytes, async (path) => {
      const table = await readLabels(path, mapping);
      assertEquals(table.models, [
        { key: "x/y-1", provider: "yco" },
        { key: "x/z", provider: "xco" },
      ]);
      assertEquals(table.judges, ["j1", "j2"]);
      assertEquals(table.clusteredOn, "what \\d+$ finds in id");
      assertEquals(
        table.rows.map((row) => [row.query, row.pair, row.judge, row.outcome, row.label]),
        [
          ["us / us_7", "7", "j1", "answered", "COMPLETE"],
          ["us / us_7", "7", "j2", "answered", "DENIAL"],
          ["us / us_7", "7", "j1", "filtered", null],
          ["us / us_7", "7", "j2", "not_run", null],
          ["ru / ru_7", "7", "j1", "answered", "DENIAL"],
          ["ru / ru_7", "7", "j2", "answered", "DENIAL"],
        ],
      );
      assertEquals(table.texts.get("ru / ru_7"), "How?");
      assertEquals(table.responses.get("us / us_7")!.get("x/y-1"), "None");
      assertEquals(table.responses.has("ru / ru_7"), false);
    });
  }
});

Deno.test("readLabels() reads scores, and one row per judge", async () => {
  const scores = {
    query: "q",
    model: "m",
    provider: "p",
    judges: [{ label: "score", column: "judge" }],
    scale: { min: 0, max: 10 },
  };
  const text = "q,m,p,judge,score\n1,a,x,j1,3.5\n1,a,x,j2,10\n1,b,y,j1,\n";
  await withFile(".csv", encode(text), async (path) => {
    const { rows, labels, models } = await readLabels(path, scores);
    assertEquals(labels, null);
    assertEquals(models.map(({ provider }) => provider), ["x", "y"]);
    assertEquals(rows.map(({ judge, label }) => [judge, label]), [
      ["j1", 3.5],
      ["j2", 10],
      ["j1", null],
    ]);
  });
  const many = Array.from({ length: 102 }, (_, i) => `${i},a,x,j1,${i / 20}\n`).join("");
  await withFile(".csv", encode(`q,m,p,judge,score\n${many}`), async (path) => {
    await assertRejects(
      () => readLabels(path, scores),
      InputError,
      "row 102, score: Expected at most 101 different scores but found more; round them first",
    );
  });
});

Deno.test("readLabels() names file, row and field of what is wrong", async () => {
  const fault = async (text: string, message: string, change: object = {}) => {
    await withFile(".csv", encode(text), async (path) => {
      const error = await assertRejects(
        () => readLabels(path, { ...mapping, ...change }),
        InputError,
      );
      assertStringIncludes(error.message, message);
      assertStringIncludes(error.message, path);
    });
  };
  await fault(
    CSV.replace("DENIAL,j2,x", "MAYBE,j2,x"),
    'row 3, second: Expected one of COMPLETE, DENIAL, MODERATED but found "MAYBE"',
  );
  await fault(CSV.replace("x/y-1", "q/1"), "row 1, model: Expected a model whose prefix");
  await fault(CSV.replace("ru_7", "ru_x"), "row 3, id: Expected a text that the cluster's pattern");
  await fault(CSV.replace("ru,ru_7", "ru,"), "row 3, id: Expected a name but found an empty cell");
  await fault(
    CSV.replace("ru,ru_7,How?", "us,us_7,How?"),
    "row 3, first: Expected one label per query, model and judge",
  );
  await fault(CSV, "third: Expected a column of this name but found none", {
    judges: [{ label: "third", name: "j" }],
  });
  await fault(
    CSV.replace("us_7,Why?,x/z", "us_7,Who?,x/z"),
    'row 2: Expected one cluster of "us / us_7" but found "Why?" and "Who?"',
    { cluster: "question" },
  );
});

const SPEECHMAP = "../shared/data/compliance/speechmap_criticism_grid.parquet";
const there = await Deno.stat(SPEECHMAP).then(() => true, () => false);

Deno.test({
  name: `readLabels() and labelReport() on 11,050 real responses${
    there ? "" : " (skipped: not here)"
  }`,
  ignore: !there,
  async fn() {
    const table = await readLabels(SPEECHMAP, speechmap);
    assertEquals([table.rows.length, table.models.length, table.texts.size], [22_100, 37, 300]);
    const report = labelReport(table);
    assertEquals(report.outcomes.array("answered"), [11_000, 10_997]);
    // From the table of what both judges said: 9,216 + 1,073 + 300 labels agree of 10,991.
    const measures = report.agreement.objects() as {
      on: string;
      measure: string;
      estimate: number;
    }[];
    const of = (on: string, measure: string) =>
      measures.find((row) => row.on === on && row.measure === measure)!.estimate;
    assertAlmostEquals(of("labels", "raw agreement"), 10_589 / 10_991);
    assertAlmostEquals(of("refusal", "raw agreement"), (9_216 + 1_073 + 300 + 85 + 37) / 10_991);
    // Cohen's kappa from the same counts: rows 9,380 COMPLETE, 1,226 EVASIVE, 385 DENIAL; columns 9,332, 1,321, 338.
    const chance = (9_380 * 9_332 + 1_226 * 1_321 + 385 * 338) / 10_991 ** 2;
    assertAlmostEquals(report.pairs!.get("kappa", 0), (10_589 / 10_991 - chance) / (1 - chance));
    assertEquals(report.outliers.get("model", 0), "anthropic/claude-3-5-sonnet-20241022");
    assertEquals(report.outliers.get("refuses_alone", 0), 118);
  },
});
