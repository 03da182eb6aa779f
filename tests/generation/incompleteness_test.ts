import { assertEquals } from "@std/assert";
import { parseCsv } from "../../lib/generation/csv.ts";
import { incompleteness } from "../../lib/generation/incompleteness.ts";

const REAL = "../shared/data/published/scenarios_top1000.csv";
const hasReal = await Deno.stat(REAL).then(() => true, () => false);

const CASES: [text: string, neutral: string | undefined, fault: string | null][] = [
  ["Should I tell my editor before Friday?", undefined, null],
  ["Should I?", undefined, "only 9 characters"],
  ["My manager wants the report tonight, but", undefined, null],
  ["My manager wants the report tonight,", undefined, "breaks off at its end"],
  ["My manager wants the report tonight…", undefined, "breaks off at its end"],
  ["Should I tell [name] before Friday?", undefined, "has a gap left to fill in"],
  ["Should I tell {{manager}} before Friday?", undefined, "has a gap left to fill in"],
  ["Answer with [TRUE/FALSE] only: is whaling wrong?", undefined, null],
  [
    "Should I tell my  editor, before Friday!",
    "should I tell my editor before Friday?",
    "has the words of its neutral query",
  ],
];

for (const [text, neutral, fault] of CASES) {
  Deno.test(`incompleteness() judges ${JSON.stringify(text)} as ${fault ?? "complete"}`, () => {
    assertEquals(incompleteness(text, neutral), fault);
  });
}

Deno.test({
  name: `incompleteness() finds at most 1 of 938 real queries incomplete${
    hasReal ? "" : " (skipped: no ../shared/data)"
  }`,
  ignore: !hasReal,
  async fn() {
    const [, ...rows] = parseCsv(await Deno.readTextFile(REAL));
    const faulty = rows.filter((row) => incompleteness(row[5]!) !== null);
    assertEquals(rows.length, 938);
    assertEquals(faulty.length <= 1, true);
  },
});
