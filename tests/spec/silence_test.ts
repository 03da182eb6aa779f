import { assertEquals } from "@std/assert";
import { judgings } from "../../lib/spec/judgings.ts";
import { categoryTopic, silences } from "../../lib/spec/silence.ts";
import { verdicts } from "./verdicts.ts";

const find = (disagreement: Record<string, number>, ...lines: string[]) =>
  silences(
    judgings(verdicts(...lines), ["a", "b", "c"]),
    new Map(Object.entries(disagreement)),
    (pair) => pair === "p3" ? "other" : "topic",
    1.5,
  ).map(({ topic, clauses, cases }) => [
    topic,
    clauses.join(),
    cases.map(({ query, hit }) => query + (hit ? "!" : "")).join(" "),
  ]);

Deno.test("silences() wants high disagreement and no clause that decides", () => {
  assertEquals(
    find(
      { "p1/open": 1.5, "p1/calm": 1.4, "p2/decided": 2, "p2/ambiguous": 2, "p3/spread": 2.5 },
      "p1/open m j1 +",
      "p1/open m j2 -",
      "p1/calm m j1 ?",
      "p2/decided m j1 + a",
      "p2/decided m j2 + a",
      "p2/ambiguous m j1 ? a",
      "p2/ambiguous m j2 ? a",
      "p3/spread m j1 + a",
      "p3/spread m j2 + b",
      "p3/spread m j3 - c",
    ),
    [
      ["topic", "a", "p1/open! p1/calm p2/decided p2/ambiguous!"],
      ["other", "a,b,c", "p3/spread!"],
    ],
  );
});

Deno.test("silences() goes by most responses of a query", () => {
  const open = ["p1/q m j1 ?", "p1/q n j1 ?"];
  const decided = ["p1/q o j1 + a", "p1/q r j1 - a"];
  assertEquals(find({ "p1/q": 2 }, ...open, ...decided), [["topic", "", "p1/q"]]);
  assertEquals(find({ "p1/q": 2 }, ...open, ...decided.slice(1)), [["topic", "", "p1/q!"]]);
});

Deno.test("silences() leaves out queries of unknown disagreement", () => {
  assertEquals(find({}, "p1/q m j1 ?"), []);
});

Deno.test("silences() names the clauses that judges named in their need, most often first", () => {
  assertEquals(find({ "p1/q": 2 }, "p1/q m j1 ? b", "p1/q m j2 ? b,a", "p1/q n j1 ? c"), [
    ["topic", "b,a,c", "p1/q!"],
  ]);
});

Deno.test("categoryTopic() does not depend on the order of the values, and falls back on the id", () => {
  const value = (category: string) => ({ name: "v", category, domain: "d" });
  const topicOf = categoryTopic([
    { id: "p1", value1: value("B"), value2: value("A") },
    { id: "p2", value1: value("A"), value2: value("B") },
  ]);
  assertEquals(["p1", "p2", "p3"].map(topicOf), ["A × B", "A × B", "p3"]);
});
