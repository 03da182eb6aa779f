import { assert, assertAlmostEquals, assertEquals, assertRejects } from "@std/assert";
import fc from "fast-check";
import { callKey } from "../../lib/study/call.ts";
import type { Journal } from "../../lib/study/journal.ts";
import { sampleCall, sampleCompletion, sampleFailure } from "./samples.ts";

/** What a store gives the suite: a fresh journal, and the same one opened again. */
export interface JournalFixture {
  readonly journal: Journal;
  reopen(): Promise<Journal>;
  dispose(): Promise<void>;
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** The promises of a journal as tests, run for each store. */
export function testJournal(
  name: string,
  make: () => Promise<JournalFixture>,
  options: { readonly ignore?: boolean } = {},
): void {
  const test = (behaviour: string, run: (fixture: JournalFixture) => Promise<void>) =>
    Deno.test({
      name: `${name}: ${behaviour}`,
      ignore: options.ignore ?? false,
      fn: async () => {
        const fixture = await make();
        try {
          await run(fixture);
        } finally {
          await fixture.dispose();
        }
      },
    });

  test("append() keeps a completion exactly, and it is there after reopening", async (fixture) => {
    const completion = sampleCompletion(1, { requestId: null, attempts: 3, status: 400 });
    await fixture.journal.append(completion);
    assertEquals((await fixture.journal.find([completion.key])).get(completion.key), completion);
    const again = await fixture.reopen();
    assertEquals((await again.find([completion.key])).get(completion.key), completion);
  });

  test("append() keeps any text, byte for byte", async ({ journal }) => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: "binary", maxLength: 2_000 }),
        fc.nat(),
        async (text, i) => {
          const call = sampleCall(i, {
            messages: [{ role: "system", content: text }, { role: "user", content: "\u0000 €" }],
          });
          const completion = sampleCompletion(i, { body: text }, call);
          await journal.append(completion);
          assertEquals((await journal.find([completion.key])).get(completion.key)?.call, call);
        },
      ),
      { numRuns: 50, seed: 7 },
    );
  });

  test("append() keeps the first answer of a key", async ({ journal }) => {
    const first = sampleCompletion(1, { body: "first" });
    await journal.append(first);
    await journal.append({ ...first, body: "second" });
    await Promise.all([journal.append({ ...first, body: "third" }), journal.append(first)]);
    assertEquals((await journal.find([first.key])).get(first.key)?.body, "first");
    assertEquals((await collect(journal.completions())).length, 1);
  });

  test("append() rejects a key that is not the call's", async ({ journal }) => {
    const wrong = { ...sampleCompletion(1), key: sampleCompletion(2).key };
    await assertRejects(() => journal.append(wrong), TypeError, "Expected the key of the call");
    assertEquals((await journal.has([wrong.key])).size, 0);
  });

  test("append() of many at once keeps each", async ({ journal }) => {
    const all = Array.from({ length: 2_500 }, (_, i) => sampleCompletion(i));
    await Promise.all(all.map((completion) => journal.append(completion)));
    const keys = all.map(({ key }) => key);
    assertEquals((await journal.has(keys)).size, all.length);
    const found = await journal.find(keys);
    for (const completion of all) assertEquals(found.get(completion.key), completion);
  });

  test("find() and has() leave out keys that are not there", async ({ journal }) => {
    const there = sampleCompletion(1);
    await journal.append(there);
    const missing = callKey(sampleCall(2));
    assertEquals([...(await journal.find([missing, there.key])).keys()], [there.key]);
    assertEquals([...await journal.has([missing, there.key])], [there.key]);
    assertEquals((await journal.has([])).size, 0);
  });

  test("keys() lists all keys that have a completion, in order", async ({ journal }) => {
    assertEquals(await collect(journal.keys()), []);
    const all = Array.from({ length: 10_100 }, (_, i) => sampleCompletion(i));
    await Promise.all(all.map((completion) => journal.append(completion)));
    await journal.fail(sampleFailure(20_000));
    const pages = await collect(journal.keys());
    assertEquals(pages.flat(), all.map(({ key }) => key).sort());
    assert(pages.length < 10, `${pages.length} pages`);
  });

  test("fail() is kept until the key has a completion, and not after", async (fixture) => {
    const failure = sampleFailure(1);
    await fixture.journal.fail(sampleFailure(1, { message: "earlier", status: null }));
    await fixture.journal.fail(failure);
    const { key } = failure;
    assertEquals((await fixture.journal.failures([key])).get(key), failure);
    assertEquals((await fixture.journal.has([key])).size, 0);
    const again = await fixture.reopen();
    assertEquals((await again.failures([key])).get(key), failure);
    await again.append(sampleCompletion(1));
    await again.fail(failure);
    assertEquals((await again.failures([key])).size, 0);
  });

  test("completions() streams in the order of acknowledgement, by stage, provider and model", async ({ journal }) => {
    for (let i = 0; i < 30; i++) {
      const stage = i % 2 === 0 ? "respond" as const : "rubric" as const;
      const call = sampleCall(i, { stage, model: i % 3 === 0 ? "gpt-4.1" : "o3" });
      await journal.append(sampleCompletion(i, {}, call));
    }
    const ids = async (filter: Parameters<Journal["completions"]>[0]) =>
      (await collect(journal.completions(filter))).map(({ requestId }) => requestId);
    const numbers = (keep: (i: number) => boolean) =>
      Array.from({ length: 30 }, (_, i) => i).filter(keep).map((i) => `req_${i}`);
    assertEquals(await ids({}), numbers(() => true));
    assertEquals(await ids({ stage: "rubric" }), numbers((i) => i % 2 === 1));
    assertEquals(
      await ids({ stage: "respond", model: "o3" }),
      numbers((i) => i % 2 === 0 && i % 3 !== 0),
    );
    assertEquals(await ids({ provider: "xai" }), []);
  });

  test("totals() add up charges by stage, provider and model; the last charge of a key counts", async (fixture) => {
    const { journal } = fixture;
    const charge = (i: number, usd: number | null) => ({
      key: sampleCompletion(i).key,
      inputTokens: 10,
      cachedInputTokens: 4,
      outputTokens: 20,
      usd,
    });
    for (let i = 0; i < 4; i++) await journal.append(sampleCompletion(i));
    await journal.fail(sampleFailure(9));
    await journal.charge(charge(0, 0.5));
    await journal.charge(charge(1, 9));
    await journal.charge(charge(1, 0.25));
    await journal.charge(charge(2, null));
    await journal.charge(charge(7, 100));
    const expected = {
      stage: "respond" as const,
      provider: "openai",
      model: "gpt-4.1",
      completions: 4,
      failures: 1,
      inputTokens: 30,
      cachedInputTokens: 12,
      outputTokens: 60,
      usd: 0.75,
      unpriced: 2,
    };
    assertEquals((await journal.totals()).map((total) => ({ ...total })), [expected]);
    const again = await fixture.reopen();
    assertEquals((await again.totals()).map((total) => ({ ...total })), [expected]);
  });

  test("totals() tell stages and models apart", async ({ journal }) => {
    await journal.append(sampleCompletion(1));
    await journal.append(sampleCompletion(2, {}, sampleCall(2, { parameters: {} })));
    await journal.append(
      sampleCompletion(3, {}, sampleCall(3, { stage: "position", prompt: "position@1" })),
    );
    const totals = await journal.totals();
    assertEquals(totals.map(({ stage, completions }) => [stage, completions]), [["respond", 2], [
      "position",
      1,
    ]]);
    assertAlmostEquals(totals.reduce((sum, { usd }) => sum + usd, 0), 0);
  });

  test("uncharged() streams completions without a charge or a price", async ({ journal }) => {
    for (let i = 0; i < 5; i++) await journal.append(sampleCompletion(i));
    const charge = { inputTokens: 1, cachedInputTokens: 0, outputTokens: 1 };
    await journal.charge({ key: sampleCompletion(0).key, ...charge, usd: 0 });
    await journal.charge({ key: sampleCompletion(3).key, ...charge, usd: null });
    const ids = (await collect(journal.uncharged())).map(({ requestId }) => requestId);
    const { stage, provider, model } = sampleCompletion(1).call;
    const same = await collect(journal.uncharged({ stage, provider, model }));
    assertEquals(same.map(({ requestId }) => requestId), ids);
    assertEquals(await collect(journal.uncharged({ model: "another" })), []);
    assertEquals(ids, ["req_1", "req_2", "req_3", "req_4"]);
  });

  test("asked() tells what was really sent, seeds aside", async ({ journal }) => {
    for (const seed of [1, 2]) {
      const call = sampleCall(1, { parameters: { temperature: 0.5, seed } });
      await journal.append(sampleCompletion(1, {}, call));
    }
    await journal.append(sampleCompletion(2));
    assertEquals(await journal.asked(), [
      {
        stage: "respond",
        prompt: "respond@1",
        provider: "openai",
        model: "gpt-4.1",
        parameters: { temperature: 0.5 },
        completions: 2,
      },
      {
        stage: "respond",
        prompt: "respond@1",
        provider: "openai",
        model: "gpt-4.1",
        parameters: { temperature: 1 },
        completions: 1,
      },
    ]);
  });

  test("appendEmbeddings() keeps vectors bit for bit, the first of a key", async (fixture) => {
    const keys = [1, 2, 3].map((i) => callKey(sampleCall(i)));
    const vector = Float32Array.of(0.1, -2.5, 1e-30, -0);
    await fixture.journal.appendEmbeddings(
      new Map([[keys[0]!, vector], [keys[1]!, vector.subarray(1, 3)]]),
    );
    await fixture.journal.appendEmbeddings(new Map([[keys[0]!, Float32Array.of(9)]]));
    const again = await fixture.reopen();
    const found = await again.findEmbeddings(keys);
    assertEquals(found.size, 2);
    assertEquals([...found.get(keys[0]!)!], [...vector]);
    assertEquals([...found.get(keys[1]!)!], [...vector.subarray(1, 3)]);
  });

  test("totals() count embedded texts and what they cost, also where a paid answer had no vectors", async (fixture) => {
    const { journal } = fixture;
    const charge = { provider: "google", model: "embedder", inputTokens: 30 };
    const vectors = new Map([[callKey(sampleCall(1)), Float32Array.of(1)]]);
    await journal.appendEmbeddings(vectors, { ...charge, texts: 1, usd: 0.25 });
    await journal.appendEmbeddings(new Map(), { ...charge, texts: 0, usd: 0.5 });
    await journal.appendEmbeddings(new Map(), { ...charge, model: "wasted", texts: 0, usd: 1 });
    await journal.appendEmbeddings(new Map(), { ...charge, model: "free", texts: 3, usd: null });
    const again = await fixture.reopen();
    const totals = (await again.totals()).map((total) => ({ ...total }));
    const of = (model: string, over: object) => ({
      stage: "embed" as const,
      provider: "google",
      model,
      completions: 0,
      failures: 0,
      inputTokens: 30,
      cachedInputTokens: 0,
      outputTokens: 0,
      usd: 0,
      unpriced: 0,
      ...over,
    });
    assertEquals(totals, [
      of("embedder", { completions: 1, inputTokens: 60, usd: 0.75 }),
      of("wasted", { usd: 1 }),
      of("free", { completions: 3, unpriced: 3 }),
    ]);
    assertEquals(await again.asked(), [], "they are no completions");
  });

  test("waste() adds to what was spent on a stage and model, and to nothing else", async (fixture) => {
    const call = sampleCall(1);
    await fixture.journal.waste({ call, usd: 0.5 });
    await fixture.journal.waste({ call, usd: 0.25 });
    await fixture.journal.waste({ call, usd: null });
    const total = (completions: number) => ({
      stage: call.stage,
      provider: call.provider,
      model: call.model,
      completions,
      failures: 0,
      inputTokens: 0,
      cachedInputTokens: 0,
      outputTokens: 0,
      usd: 0.75,
      unpriced: completions,
    });
    const again = await fixture.reopen();
    assertEquals((await again.totals()).map((row) => ({ ...row })), [total(0)]);
    await again.append(sampleCompletion(1));
    assertEquals((await again.totals()).map((row) => ({ ...row })), [total(1)]);
  });

  test("setNote() keeps named texts, the last one counts", async (fixture) => {
    await fixture.journal.setNote("batch/1", "submitted");
    await fixture.journal.setNote("batch/1", "done");
    await fixture.journal.setNote("batch/2", "");
    await fixture.journal.setNote("other%", "x");
    const again = await fixture.reopen();
    assertEquals(await again.note("batch/1"), "done");
    assertEquals(await again.note("batch/2"), "");
    assertEquals(await again.note("batch/3"), undefined);
    assertEquals(await again.noteNames("batch/"), ["batch/1", "batch/2"]);
    assertEquals(await again.noteNames("%"), []);
  });

  test("setNote() and fail() keep texts that no column can hold as they are", async ({ journal }) => {
    const garbled = '{"choices": [\0\ud800';
    await journal.setNote("malformed", garbled);
    await journal.fail(sampleFailure(1, { message: garbled }));
    await journal.append(sampleCompletion(2));
    assertEquals(await journal.note("malformed"), garbled);
    const { key } = sampleFailure(1);
    assertEquals((await journal.failures([key])).get(key)?.message, garbled);
  });

  test("charge() of many at once loses none, whatever fits into one commit", async ({ journal }) => {
    const all = Array.from({ length: 2_500 }, (_, i) => sampleCompletion(i));
    const charge = { inputTokens: 1, cachedInputTokens: 0, outputTokens: 1, usd: 1 };
    await Promise.all(all.flatMap((completion) => [
      journal.append(completion),
      journal.charge({ key: completion.key, ...charge }),
    ]));
    const [total] = await journal.totals();
    assertEquals([total!.usd, total!.unpriced], [all.length, 0]);
  });

  test("close() commits what is pending, and refuses what comes after", async (fixture) => {
    const pending = fixture.journal.append(sampleCompletion(1));
    const closing = fixture.journal.close();
    await pending;
    await closing;
    await fixture.journal.close();
    await assertRejects(() => fixture.journal.append(sampleCompletion(2)));
    await assertRejects(() => fixture.journal.has([sampleCompletion(1).key]));
    const again = await fixture.reopen();
    assert((await again.has([sampleCompletion(1).key])).size === 1);
  });
}
