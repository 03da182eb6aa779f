import { assert, assertEquals } from "@std/assert";
import type { Answer, Ask } from "../../lib/querying/engine.ts";
import { notRun } from "../../lib/querying/live.ts";
import { runAsks, type RunParts } from "../../lib/querying/run.ts";
import { systemClock } from "../../lib/querying/clock.ts";
import { asksOf, MODELS } from "./mock_providers.ts";

function parts(more: Partial<RunParts> = {}): RunParts {
  return {
    apiOf: () => "openai",
    find: () => Promise.resolve(new Map()),
    failures: () => Promise.resolve(new Map()),
    ask: (key) =>
      Promise.resolve<Answer>({ ...notRun(key, ""), outcome: "answered", text: "Yes." }),
    changed: () => {},
    underWay: new Map(),
    stop: new AbortController().signal,
    window: 4096,
    clock: systemClock,
    claims: undefined,
    ...more,
  };
}

Deno.test("runAsks() takes asks in only as fast as their answers are taken out", async () => {
  let taken = 0;
  function* asks(): Generator<Ask> {
    for (const ask of asksOf(20_000, [MODELS[0]!])) {
      taken++;
      yield ask;
    }
  }
  const answers = runAsks(asks(), parts());
  for (let i = 0; i < 10; i++) await answers.next();
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert(taken <= 4096 + 300, `${taken} were taken`);
  let rest = 0;
  for await (const _ of answers) rest++;
  assertEquals([taken, rest], [20_000, 19_990]);
});

Deno.test("runAsks() looks many keys up together", async () => {
  const sizes: number[] = [];
  const find = (keys: readonly string[]) => {
    sizes.push(keys.length);
    return Promise.resolve(new Map());
  };
  const answers = await Array.fromAsync(runAsks(asksOf(10_000, [MODELS[0]!]), parts({ find })));
  assertEquals(answers.length, 10_000);
  assert(sizes.length < 200, `${sizes.length} lookups`);
});

Deno.test("runAsks() lets asks depend on answers before them", async () => {
  const [first, second] = asksOf(2, [MODELS[0]!]);
  let told = () => {};
  const answered = new Promise<void>((resolve) => told = resolve);
  async function* asks() {
    yield first!;
    await answered;
    yield second!;
  }
  const seen: unknown[] = [];
  for await (const [ask] of runAsks(asks(), parts())) {
    seen.push(ask);
    told();
  }
  assertEquals(seen, [first, second]);
});

Deno.test("runAsks() ends at once without asks, and throws what its source throws", async () => {
  assertEquals(await Array.fromAsync(runAsks([], parts())), []);
  // deno-lint-ignore require-yield
  async function* broken(): AsyncGenerator<Ask> {
    await Promise.resolve();
    throw new Error("the source broke");
  }
  let message = "";
  try {
    await Array.fromAsync(runAsks(broken(), parts()));
  } catch (error) {
    message = (error as Error).message;
  }
  assertEquals(message, "the source broke");
});

Deno.test("runAsks() offline answers from the journal alone", async () => {
  const answers = await Array.fromAsync(runAsks(asksOf(3), parts({ ask: undefined })));
  assertEquals(answers.map(([, a]) => [a.outcome, a.detail]), [
    ["not_run", "not in the journal"],
    ["not_run", "not in the journal"],
    ["not_run", "not in the journal"],
  ]);
});
