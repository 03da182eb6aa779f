import { assertEquals } from "@std/assert";
import { readFences } from "../../lib/generation/fence.ts";
import { expressValues } from "../../lib/scoring/express_values.ts";
import { fakeEngine } from "../generation/fake_engine.ts";
import { judge, recalling, response, scenario } from "./fixtures.ts";

Deno.test("expressValues() keeps each name once, in lower case, and an empty list apart from none", async () => {
  const responses = [
    response("a"),
    response("b"),
    response("c", { outcome: "failed", text: null }),
  ];
  const engine = recalling(
    fakeEngine((ask) => {
      const shown = readFences(ask.messages[1]!.content).filter((f) =>
        /^response \d/.test(f.label)
      );
      const values = (text: string) =>
        text.includes("of a") ? ["Candour", "candour", " tact "] : [];
      return JSON.stringify({
        expressed: shown.map(({ text }, i) => ({ response: i + 1, values: values(text) })),
      });
    }),
    responses,
  );
  const found = await expressValues(engine, {
    scenarios: [scenario],
    responses,
    judges: [judge("j")],
    seed: 1,
  });
  assertEquals(found.map((e) => [e.model, e.outcome, e.names]), [
    ["a", "answered", ["candour", "tact"]],
    ["b", "answered", []],
    ["c", "failed", null],
  ]);
});
