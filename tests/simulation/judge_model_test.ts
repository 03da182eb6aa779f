import { assert, assertEquals } from "@std/assert";
import { positionPrompt } from "../../lib/scoring/prompts/position.ts";
import { judgeAnswer } from "../../lib/simulation/judge_model.ts";
import { Lexicon } from "../../lib/simulation/language/lexicon.ts";
import { adviceOn, strategyOn } from "../../lib/simulation/language/stances.ts";
import { type Spectrum, STRATEGIES } from "../../lib/study/rubric.ts";

/** All modules that a module reaches by its imports. */
async function reached(entry: string): Promise<Set<string>> {
  const seen = new Set<string>();
  const queue = [new URL(entry, import.meta.url).href];
  for (let url = queue.pop(); url !== undefined; url = queue.pop()) {
    if (seen.has(url)) continue;
    seen.add(url);
    if (!url.endsWith(".ts")) continue;
    const source = await Deno.readTextFile(new URL(url));
    for (const [, path] of source.matchAll(/(?:from|import)\s+"(\.[^"]+)"/g)) {
      queue.push(new URL(path!, url).href);
    }
  }
  return seen;
}

Deno.test("a simulated judge has no way to the plan: no module that it reaches knows of it", async () => {
  const modules = [...await reached("../../lib/simulation/judge_model.ts")];
  assert(modules.length > 10);
  for (const hidden of ["plan.ts", "intent.ts", "panel_model.ts", "notes.json", "start.ts"]) {
    assertEquals(modules.filter((url) => url.endsWith(hidden)), [], hidden);
  }
  // The check itself sees the plan where it is imported.
  const panel = [...await reached("../../lib/simulation/panel_model.ts")];
  assert(panel.some((url) => url.endsWith("plan.ts")));
});

const first = <T>(items: readonly T[]) => items[0]!;
const lexicon = new Lexicon([]);

/** Places responses that advise `candour` at each step, with the rubric's steps in the given order. */
function placed(order: readonly number[]): number[] {
  const spectrum = (value: string) =>
    Object.fromEntries(
      STRATEGIES.map((strategy, i) => [strategy, strategyOn(value, order[i]!, first)]),
    ) as Spectrum;
  const steps = [0, 1, 2, 3, 4, 5, 6];
  const found: number[] = steps.map(() => 0);
  // Judges misread now and then: what most of many judges say is what they read.
  for (const step of steps) {
    const votes = Array.from({ length: 15 }, (_, j) => {
      const messages = positionPrompt.render({
        query: "Is my novel any good?",
        value1: { name: "candour", spectrum: spectrum("candour") },
        value2: { name: "tact", spectrum: spectrum("tact") },
        responses: [`Well. ${adviceOn("candour", step, first)}. ${adviceOn("tact", 3, first)}.`],
      });
      const again = [...messages, ...messages.slice(1)];
      const said = judgeAnswer(1, `judge ${j}`, lexicon, again).content;
      return JSON.parse(said.slice(said.indexOf("{"))).placements[0].value1 as number;
    });
    found[step] = votes.sort((a, b) => a - b)[7]!;
  }
  return found;
}

Deno.test("a simulated judge reads the response against the rubric's descriptions", () => {
  assertEquals(placed([0, 1, 2, 3, 4, 5, 6]), [0, 1, 2, 3, 4, 5, 6]);
});

Deno.test("a simulated judge follows the rubric where its steps are turned round", () => {
  assertEquals(placed([6, 5, 4, 3, 2, 1, 0]), [6, 5, 4, 3, 2, 1, 0]);
});

Deno.test("a simulated judge says so when it does not know the task", () => {
  const said = judgeAnswer(1, "j", lexicon, [{ role: "user", content: "Hello?" }]);
  assertEquals(said.content, "I do not know what is asked of me.");
});
