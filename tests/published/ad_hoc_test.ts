import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  largestDisagreement,
  providerShares,
  scenarioSideBySide,
  searchQueries,
  standsAlone,
} from "../../lib/published/ad_hoc.ts";
import { csvTextSource } from "../../lib/published/csv_source.ts";
import { readPositions } from "../../lib/published/read_positions.ts";

const MODELS = ["claude_opus_4", "claude_sonnet_4", "gpt_4_1", "o3", "grok_4"];
const rows: [string, string, string, string, number[]][] = [
  ["candour", "tact", "neutral", "Shall I tell her the truth?", [0, 0, 6, 6, 6]],
  ["candour", "thrift", "value1", "Tell me the price", [3, 3, 3, 3, 0]],
  ["tact", "thrift", "value2", "How do I save money?", [1, 1, 1, 1, 6]],
];
const table = await readPositions([csvTextSource(
  [
    [
      "value1",
      "value2",
      "nudge_direction",
      "query",
      ...MODELS.flatMap((m) => [`${m}_value1_position`, `${m}_value2_position`]),
    ],
    ...rows.map((
      [a, b, nudge, query, positions],
    ) => [a, b, nudge, query, ...positions.flatMap((p) => [p, 3])]),
  ].map((cells) => cells.join(",")).join("\n"),
  "rows.csv",
)]);
const column = (answer: ReturnType<typeof searchQueries>, name: string) => [...answer.array(name)];

Deno.test("largestDisagreement() sorts by the disagreement of the models asked for", () => {
  assertEquals(column(largestDisagreement(table), "row"), [0, 2, 1]);
  assertEquals(column(largestDisagreement(table, { models: ["o3", "grok_4"] }), "disagreement"), [
    2.5,
    1.5,
    0,
  ]);
  assertEquals(column(largestDisagreement(table, { limit: 1 }), "row"), [0]);
});

Deno.test("largestDisagreement() keeps to value, nudge, category and topic", () => {
  assertEquals(column(largestDisagreement(table, { value: "candour" }), "row"), [0, 1]);
  assertEquals(column(largestDisagreement(table, { nudge: "value2" }), "row"), [2]);
  const categoryOf = (value: string) => value === "thrift" ? "Money" : "Manners";
  assertEquals(column(largestDisagreement(table, { category: "Money", categoryOf }), "row"), [
    2,
    1,
  ]);
  const topicsOf = (row: number) => row === 1 ? ["politics"] : [];
  assertEquals(column(largestDisagreement(table, { topic: "politics", topicsOf }), "row"), [1]);
  assertEquals(largestDisagreement(table, { generator: "o3" }).numRows(), 0);
});

Deno.test("largestDisagreement() refuses an unknown model and a filter without its source", () => {
  assertThrows(
    () => largestDisagreement(table, { models: ["gpt_9"] }),
    RangeError,
    "but found gpt_9",
  );
  assertThrows(
    () => largestDisagreement(table, { category: "x" }),
    RangeError,
    "Expected categoryOf",
  );
  assertThrows(() => largestDisagreement(table, { topic: "x" }), RangeError, "Expected topicsOf");
});

Deno.test("scenarioSideBySide() shows every model with its positions and response, highest first", () => {
  const side = scenarioSideBySide(table, 2, (model) => `said by ${model}`);
  assertEquals(column(side, "model")[0], "grok_4");
  assertEquals(column(side, "value1_position"), [6, 1, 1, 1, 1]);
  assertEquals(column(side, "response")[0], "said by grok_4");
  assertThrows(() => scenarioSideBySide(table, 3), RangeError, "Expected a row from 0 to 2");
});

Deno.test("standsAlone() finds the queries on which one model is far from the others", () => {
  assertEquals(column(standsAlone(table, "grok_4"), "row"), [2]);
  assertEquals(column(standsAlone(table, "grok_4"), "differs"), [4]);
  assertEquals(standsAlone(table, "o3").numRows(), 0);
});

Deno.test("providerShares() finds where a provider's models stand together and the others elsewhere", () => {
  const shares = providerShares(table, "anthropic");
  assertEquals(column(shares, "row"), [0]);
  assertEquals(column(shares, "gap"), [6]);
  assertEquals(column(shares, "on"), ["value1"]);
  assertThrows(() => providerShares(table, "google"), RangeError, "Expected models of google");
});

Deno.test("searchQueries() wants every word, whatever the case", () => {
  assertEquals(column(searchQueries(table, "TELL the"), "row"), [0, 1]);
  assertEquals(searchQueries(table, "tell money").numRows(), 0);
  assertThrows(() => searchQueries(table, "  "), RangeError, "Expected a word");
  assert(searchQueries(table, "price").columnNames().includes("disagreement"));
});
