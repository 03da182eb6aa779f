import { assertEquals } from "@std/assert";
import { labelTopics } from "../../lib/scoring/label_topics.ts";
import { TOPICS } from "../../lib/scoring/prompts/topics.ts";
import { fakeEngine } from "../generation/fake_engine.ts";
import { judge, scenario } from "./fixtures.ts";

const topics = (on: string) =>
  Object.fromEntries(Object.keys(TOPICS).map((topic) => [topic, topic === on]));

Deno.test("labelTopics() gives every query its eight labels", async () => {
  const engine = fakeEngine(
    (ask) =>
      JSON.stringify({
        topics: topics(ask.messages[1]!.content.includes("worst") ? "politics" : "none"),
      }),
    { reversed: true },
  );
  const labels = await labelTopics(engine, scenario.queries, judge("j"));
  assertEquals(labels.map((l) => [l.query, l.outcome, l.topics?.["politics"]]), [
    ["s1/neutral", "answered", false],
    ["s1/value1", "answered", true],
  ]);
  assertEquals(Object.keys(labels[0]!.topics!).length, 8);
});

Deno.test("labelTopics() counts an answer that lacks a topic as unparseable", async () => {
  const { politics: _, ...short } = topics("politics");
  const engine = fakeEngine(() => JSON.stringify({ topics: short }));
  const labels = await labelTopics(engine, scenario.queries, judge("j"));
  assertEquals(labels.map((l) => [l.outcome, l.topics]), [
    ["unparseable", null],
    ["unparseable", null],
  ]);
});
