import { assert, assertEquals, assertRejects } from "@std/assert";
import type { Answer, Ask } from "../../lib/querying/engine.ts";
import { callOfAsk } from "../../lib/querying/call_of_ask.ts";
import { notRun } from "../../lib/querying/live.ts";
import { runAsks, type RunParts, type UnderWay } from "../../lib/querying/run.ts";
import { systemClock } from "../../lib/querying/clock.ts";
import { callKey } from "../../lib/study/call.ts";
import type { Completion, Failure } from "../../lib/study/completion.ts";
import { FakeClock } from "./fake_clock.ts";
import { asksOf, MODELS } from "./mock_providers.ts";

const COMPLETION = {
  status: 200,
  body: '{"choices":[{"finish_reason":"stop","message":{"content":"Kept."}}]}',
  requestId: null,
  source: "live",
  startedAt: 0,
  endedAt: 0,
  attempts: 1,
};

/** A journal that has nothing. */
const EMPTY: RunParts["journal"] = {
  find: () => Promise.resolve(new Map()),
  has: () => Promise.resolve(new Set()),
  failures: () => Promise.resolve(new Map()),
  async *keys() {},
};

/** A journal that has answers to asks, but those of which `missing` is true. */
function journalOf(asks: readonly Ask[], missing: (index: number) => boolean) {
  const there = new Map<string, Completion>();
  asks.forEach((ask, i) => {
    const { call } = callOfAsk("openai", ask);
    const key = callKey(call);
    if (!missing(i)) there.set(key, { ...COMPLETION, key, call });
  });
  let read = 0;
  const journal: RunParts["journal"] = {
    ...EMPTY,
    find: (keys) => {
      read += keys.length;
      return Promise.resolve(
        new Map(keys.filter((k) => there.has(k)).map((k) => [k, there.get(k)!])),
      );
    },
    has: (keys) => Promise.resolve(new Set(keys.filter((k) => there.has(k)))),
  };
  return { journal, there, read: () => read };
}

function parts(more: Partial<RunParts> = {}): RunParts {
  return {
    apiOf: () => "openai",
    dialectOf: () => "openai",
    journal: EMPTY,
    ask: (key) =>
      Promise.resolve<Answer>({ ...notRun(key, ""), outcome: "answered", text: "Yes." }),
    changed: () => {},
    found: () => {},
    underWay: new Map(),
    stop: new AbortController().signal,
    window: () => 4096,
    mostLetters: Infinity,
    total: null,
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

Deno.test("runAsks() follows its window as it grows, and goes on before all of a small one is answered", async () => {
  let window = 40;
  const resolvers: (() => void)[] = [];
  const ask = (key: string) =>
    new Promise<Answer>((resolve) =>
      resolvers.push(() => resolve({ ...notRun(key, ""), outcome: "answered", text: "Yes." }))
    );
  const settle = () => new Promise((resolve) => setTimeout(resolve, 5));
  const answers = runAsks(asksOf(500, [MODELS[0]!]), parts({ ask, window: () => window }));
  const first = answers.next();
  await settle();
  assertEquals(resolvers.length, 40);
  for (const resolve of resolvers.slice(0, 25)) resolve();
  await first;
  for (let i = 1; i < 25; i++) await answers.next();
  const more = answers.next();
  await settle();
  assert(resolvers.length > 40 && resolvers.length <= 65, `${resolvers.length} were sent`);
  window = 300;
  resolvers[30]!();
  await more;
  const next = answers.next();
  await settle();
  assert(resolvers.length > 200, `${resolvers.length} were sent`);
  const all = Array.fromAsync(answers);
  for (let i = 0; i < resolvers.length || i < 500; i++) {
    while (resolvers[i] === undefined) await settle();
    resolvers[i]!();
  }
  await next;
  assertEquals((await all).length, 500 - 27);
});

Deno.test("runAsks() takes no more in hand than its letters allow, and goes on as their answers are taken out", async () => {
  const texts = asksOf(20_000, [MODELS[0]!]).map((ask, i) => ({
    ...ask,
    messages: [{ role: "user" as const, content: `${i}`.padEnd(100, "x") }],
  }));
  let taken = 0;
  function* asks(): Generator<Ask> {
    for (const ask of texts) {
      taken++;
      yield ask;
    }
  }
  let lookups = 0;
  const has = () => {
    lookups++;
    return Promise.resolve(new Set<string>());
  };
  const journal = { ...EMPTY, has };
  const answers = runAsks(
    asks(),
    parts({ journal, window: () => 50_000, mostLetters: 250_000 }),
  );
  const takenBeyond = async (least: number) => {
    while (taken < least) await new Promise((resolve) => setTimeout(resolve, 5));
    await new Promise((resolve) => setTimeout(resolve, 50));
    return taken;
  };
  await answers.next();
  assert(await takenBeyond(2_500) <= 2_501, `${taken} were taken`);
  for (let i = 1; i < 2_000; i++) await answers.next();
  assert(await takenBeyond(4_200) <= 4_501, `${taken} were taken`);
  // Read slowly, look-ups stay large all the same.
  const before = lookups;
  for (let i = 0; i < 300; i++) {
    await answers.next();
    await new Promise((resolve) => setTimeout(resolve));
  }
  assert(lookups - before <= 3, `${lookups - before} look-ups`);
  let rest = 0;
  for await (const _ of answers) rest++;
  assertEquals([taken, rest], [20_000, 17_700]);
});

Deno.test("runAsks() asks one by one what is longer than its letters allow", async () => {
  const asks = asksOf(3, [MODELS[0]!]);
  const answers = runAsks(asks, parts({ mostLetters: 1 }));
  assertEquals((await Array.fromAsync(answers)).length, 3);
});

Deno.test("runAsks() looks many keys up together", async () => {
  const sizes: number[] = [];
  const has = (keys: readonly string[]) => {
    sizes.push(keys.length);
    return Promise.resolve(new Set<string>());
  };
  const answers = await Array.fromAsync(
    runAsks(asksOf(10_000, [MODELS[0]!]), parts({ journal: { ...EMPTY, has } })),
  );
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

Deno.test("runAsks() sends what the journal lacks before it reads back what it has", async () => {
  const asks = asksOf(30_000, [MODELS[0]!]);
  for (const source of [asks, asks.values()]) {
    const { journal, read } = journalOf(asks, (i) => i === 29_999);
    let readBefore = -1;
    let most = 0;
    const found = (inJournal: number) => void (most = Math.max(most, inJournal));
    const ask = (key: string): Promise<Answer> => {
      readBefore = read();
      return Promise.resolve({ ...notRun(key, ""), outcome: "answered", text: "New." });
    };
    const answers = await Array.fromAsync(
      runAsks(source, parts({ journal, ask, found, total: 30_000 })),
    );
    assertEquals([readBefore, most], [0, 29_999]);
    const texts = new Map(answers.map(([ask, answer]) => [ask, answer.text]));
    assertEquals(answers.length, 30_000);
    assertEquals(asks.filter((ask) => texts.get(ask) === "Kept.").length, 29_999);
    assertEquals(texts.get(asks[29_999]!), "New.");
  }
});

Deno.test("runAsks() reads back while calls are under way, and only as fast as answers are taken", async () => {
  const asks = asksOf(10_000, [MODELS[0]!]);
  const { journal, read } = journalOf(asks, (i) => i % 2 === 0);
  let finish = () => {};
  const slow = new Promise<void>((resolve) => finish = resolve);
  const ask = async (key: string): Promise<Answer> => {
    await slow;
    return { ...notRun(key, ""), outcome: "answered", text: "New." };
  };
  const answers = runAsks(asks, parts({ journal, ask, window: () => 2048 }));
  for (let i = 0; i < 1500; i++) {
    const { value } = await answers.next();
    assertEquals(value![1].text, "Kept.");
  }
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert(read() <= 1500 + 512, `${read()} were read back`);
  finish();
  assertEquals((await Array.fromAsync(answers)).length, 8500);
});

Deno.test("runAsks() asks again for what the journal lost between looking and reading", async () => {
  const asks = asksOf(10, [MODELS[0]!]);
  const { journal, there } = journalOf(asks, () => false);
  const lost = {
    ...journal,
    has: async (keys: readonly string[]) => {
      const found = await journal.has(keys);
      there.delete([...found][3]!);
      return found;
    },
  };
  const answers = await Array.fromAsync(runAsks(asks, parts({ journal: lost })));
  assertEquals(answers.map(([, a]) => a.text).sort(), [...Array(9).fill("Kept."), "Yes."]);
});

Deno.test("runAsks() answers a call that comes again from the first one, before and after its end", async () => {
  const one = asksOf(1, [MODELS[0]!])[0]!;
  let calls = 0;
  const { journal, there } = journalOf([one], () => true);
  const ask = async (key: string): Promise<Answer> => {
    calls++;
    await new Promise((resolve) => setTimeout(resolve, 5));
    there.set(key, { ...COMPLETION, key, call: callOfAsk("openai", one).call });
    return { ...notRun(key, ""), outcome: "answered", text: "New.", usd: 1 };
  };
  async function* asks() {
    yield { ...one };
    yield { ...one };
    await new Promise((resolve) => setTimeout(resolve, 30));
    yield { ...one };
  }
  const answers = await Array.fromAsync(runAsks(asks(), parts({ journal, ask })));
  assertEquals(calls, 1);
  assertEquals(answers.map(([, a]) => [a.text, a.usd, a.fromJournal]), [
    ["New.", 1, false],
    ["New.", null, true],
    ["Kept.", null, true],
  ]);
});

Deno.test("runAsks() ends asks as not run once stopped, and still reads back what is there", async () => {
  const asks = asksOf(5000, [MODELS[0]!]);
  const { journal } = journalOf(asks, (i) => i % 10 === 0);
  const stop = AbortSignal.abort();
  const answers = await Array.fromAsync(runAsks(asks, parts({ journal, stop })));
  const outcomes = Map.groupBy(answers, ([, a]) => a.detail ?? a.text);
  assertEquals([outcomes.get("stopped")!.length, outcomes.get("Kept.")!.length], [500, 4500]);
});

Deno.test("runAsks() goes past calls that another worker has in hand, and gets their answers when they are there", async () => {
  const asks = asksOf(6000, [MODELS[0]!]);
  const { journal, there } = journalOf(asks, () => true);
  const call = callOfAsk("openai", asks[0]!).call;
  const foreign = new Set(
    asks.slice(0, 5000).map((ask) => callKey(callOfAsk("openai", ask).call)),
  );
  const claims: RunParts["claims"] = {
    giveBack: () => Promise.reject(new Error("all that is claimed is sent")),
    take: (keys) => Promise.resolve(new Set(keys.filter((key) => !foreign.has(key)))),
  };
  const clock = new FakeClock();
  const answers = runAsks(asks, parts({ journal, claims, clock, window: () => 512 }));
  for (let i = 0; i < 1000; i++) {
    const { value } = await answers.next();
    assertEquals([value![1].text, asks.indexOf(value![0]) >= 5000], ["Yes.", true]);
  }
  for (const key of foreign) there.set(key, { ...COMPLETION, key, call });
  const rest = Array.fromAsync(answers);
  for (let i = 0; i < 50; i++) {
    await clock.advance(1000);
    await new Promise((resolve) => setTimeout(resolve));
  }
  assertEquals((await rest).map(([, a]) => a.text), Array(5000).fill("Kept."));
});

Deno.test("runAsks() takes over what another worker failed at meanwhile, by whatever clock, and asks for what failed before", async () => {
  const asks = asksOf(3, [MODELS[0]!]);
  const [old, fresh, again] = asks.map((ask) => callKey(callOfAsk("openai", ask).call));
  const call = callOfAsk("openai", asks[0]!).call;
  // The other worker's clock is an hour behind, that of an earlier run was an hour ahead.
  const failed = (key: string, at: number, message: string): Failure => ({
    ...{ key, call, at, message, kind: "status", status: 500, final: false, attempts: 5 },
  });
  const clock = new FakeClock();
  const hour = 3_600_000;
  const failures = new Map([
    [old!, failed(old!, clock.now() + hour, "long ago")],
    [again!, failed(again!, clock.now() + hour, "long ago")],
  ]);
  const foreign = new Set([old!, fresh!, again!]);
  const claims: RunParts["claims"] = {
    giveBack: () => Promise.resolve(),
    take: (keys) => Promise.resolve(new Set(keys.filter((key) => !foreign.has(key)))),
  };
  const journal = { ...EMPTY, failures: () => Promise.resolve(new Map(failures)) };
  const answers = Array.fromAsync(runAsks(asks, parts({ journal, claims, clock })));
  for (let i = 0; i < 5; i++) await new Promise((resolve) => setTimeout(resolve));
  failures.set(fresh!, failed(fresh!, clock.now() - hour, "just now"));
  failures.set(again!, failed(again!, clock.now() - hour, "just now"));
  foreign.clear();
  await clock.advance(1000);
  const told = new Map((await answers).map(([ask, a]) => [asks.indexOf(ask), a.text ?? a.detail]));
  assertEquals([told.get(0), told.get(1), told.get(2)], ["Yes.", "just now", "just now"]);
});

Deno.test("runAsks() sends nothing more once its reader has left, not even what it was looking up", async () => {
  let lookups = 0;
  const held = Promise.withResolvers<void>();
  const failures = async () => {
    if (++lookups === 2) await held.promise;
    return new Map();
  };
  let sent = 0;
  const ask = (key: string) => {
    sent++;
    return Promise.resolve<Answer>({ ...notRun(key, ""), outcome: "answered", text: "Yes." });
  };
  const answers = runAsks(
    asksOf(3000, [MODELS[0]!]),
    parts({ journal: { ...EMPTY, failures }, ask }),
  );
  await answers.next();
  while (lookups < 2) await new Promise((resolve) => setTimeout(resolve, 1));
  await answers.return(undefined);
  held.resolve();
  await new Promise((resolve) => setTimeout(resolve, 20));
  assertEquals(sent, 1000);
});

Deno.test("runAsks() gives back claims of calls that it does not send after all", async () => {
  const asks = asksOf(10, [MODELS[0]!]);
  const held = new Set<string>();
  const claims: RunParts["claims"] = {
    take: (keys) => {
      for (const key of keys) held.add(key);
      return Promise.resolve(new Set(keys));
    },
    giveBack: (key) => {
      held.delete(key);
      return Promise.resolve();
    },
  };
  const underWay = new Map<string, UnderWay>();
  const ask = (key: string) => {
    if (underWay.size === 3) throw new Error("Expected a key of the provider but found none");
    return Promise.resolve(notRun(key, ""));
  };
  await assertRejects(
    () => Array.fromAsync(runAsks(asks, parts({ ask, claims, underWay }))),
    Error,
    "Expected a key of the provider",
  );
  assertEquals(held.size, 3);
});

Deno.test("runAsks() sends itself what a run that was left had in hand, and does not when it is stopped too", async () => {
  const asks = asksOf(20, [MODELS[0]!]);
  for (const stopped of [false, true]) {
    const underWay = new Map<string, UnderWay>();
    const [theirs, ours] = [new AbortController(), new AbortController()];
    const left = (key: string) =>
      new Promise<Answer>((resolve) => {
        theirs.signal.addEventListener("abort", () => resolve(notRun(key, "stopped")));
      });
    const first = runAsks(asks, parts({ underWay, stop: theirs.signal, ask: left }));
    const firstAnswers = Array.fromAsync(first);
    while (underWay.size < 20) await new Promise((resolve) => setTimeout(resolve, 1));
    const second = Array.fromAsync(runAsks(asks, parts({ underWay, stop: ours.signal })));
    await new Promise((resolve) => setTimeout(resolve, 5));
    if (stopped) ours.abort();
    theirs.abort();
    await firstAnswers;
    const expected = stopped ? "not_run" : "answered";
    assertEquals((await second).map(([, a]) => a.outcome), Array(20).fill(expected));
    assertEquals(underWay.size, 0);
  }
});
