import { assert, assertEquals, assertRejects } from "@std/assert";
import { createEngine } from "../../lib/querying/create_engine.ts";
import type { EngineOptions } from "../../lib/querying/study_engine.ts";
import { parsePriceTable } from "../../lib/querying/prices.ts";
import { type Progress, silent } from "../../lib/querying/progress.ts";
import { InputError } from "../../lib/study/input_error.ts";
import { openSqliteJournal } from "../../lib/study/sqlite_journal.ts";
import { journalText } from "./journal_text.ts";
import { answersOf, asksOf, completionsIn } from "./mock_providers.ts";

const MODEL = {
  key: "gpt_4_1",
  provider: "openai",
  model: "gpt-4.1",
  parameters: { maxTokens: 100 },
};
const config = { providers: { openai: { api: "openai" as const, apiKeyEnv: "KEY", retries: 2 } } };
const env = (name: string) => name === "KEY" ? "sk-very-secret-key" : undefined;

const answer = (text: string, finish = "stop") =>
  JSON.stringify({
    choices: [{ finish_reason: finish, message: { content: text } }],
    usage: { prompt_tokens: 10, completion_tokens: 100 },
  });

/** Stands in for the network: counts what was sent and answers by a script. */
function network(reply: (call: number, signal: AbortSignal) => Response | Promise<Response>) {
  const state = { sent: 0, fetch: undefined as unknown as typeof fetch };
  state.fetch = (_input, init) => Promise.resolve(reply(state.sent++, init!.signal!));
  return state;
}

/** Waits until aborted, as a hung connection does. */
const hang = (signal: AbortSignal) =>
  new Promise<Response>((_, reject) =>
    signal.addEventListener("abort", () => reject(new DOMException("aborted", "AbortError")))
  );

async function run(net: { fetch: typeof fetch }, count: number, more: Partial<EngineOptions> = {}) {
  const journal = await openSqliteJournal(":memory:");
  const options = { config, journal, env, fetch: net.fetch, random: () => 0, ...more };
  const asks = asksOf(count, [MODEL]);
  const answers = await answersOf(options, asks);
  return { journal, options, asks, answers: asks.map((ask) => answers.get(ask)!) };
}

Deno.test("LiveAsker asks again after a fault, and journals how many requests it took", async () => {
  const net = network((call) =>
    call === 0 ? new Response("oops", { status: 500 }) : new Response(answer("Yes."))
  );
  const { journal, answers } = await run(net, 1);
  assertEquals([answers[0]!.outcome, answers[0]!.text, net.sent], ["answered", "Yes.", 2]);
  const completion = (await journal.find([answers[0]!.key])).get(answers[0]!.key)!;
  assertEquals([completion.attempts, completion.body], [2, answer("Yes.")]);
});

Deno.test("LiveAsker keeps the body of a garbled 200 and lets the next run ask again", async () => {
  const net = network((call) => new Response(call < 3 ? "{garbled" : answer("Yes.")));
  const { journal, options, asks, answers } = await run(net, 1);
  assertEquals([answers[0]!.outcome, net.sent, await completionsIn(journal)], ["failed", 3, 0]);
  const notes = await journal.noteNames(`malformed/${answers[0]!.key}/`);
  assertEquals(await journal.note(notes[0]!), "{garbled");
  assertEquals((await answersOf(options, asks)).get(asks[0]!)!.text, "Yes.");
});

Deno.test("LiveAsker journals a filter's 400 as an answer and never asks it again", async () => {
  const body = '{"error":{"code":"content_filter","message":"filtered"}}';
  const net = network(() => new Response(body, { status: 400 }));
  const { options, asks, answers } = await run(net, 1);
  assertEquals([answers[0]!.outcome, net.sent], ["filtered", 1]);
  assertEquals((await answersOf(options, asks)).get(asks[0]!)!.outcome, "filtered");
  assertEquals(net.sent, 1);
});

Deno.test("LiveAsker asks no more of an unknown model, says so once, and again in the next run: access may be given", async () => {
  const body = '{"error":{"code":"model_not_found","message":"The model does not exist"}}';
  let given = false;
  const net = network(() =>
    given ? new Response(answer("Yes.")) : new Response(body, { status: 404 })
  );
  const notes: string[] = [];
  const reporter = { ...silent, note: (sentence: string) => void notes.push(sentence) };
  const config2 = { providers: { openai: { ...config.providers.openai, concurrency: 4 } } };
  const { options, asks, answers } = await run(net, 200, { reporter, config: config2 });
  assert(net.sent <= 4, `${net.sent} were sent`);
  assertEquals(new Set(answers.map((a) => a.outcome)), new Set(["failed"]));
  assertEquals(notes.length, 1);
  given = true;
  const next = await answersOf(options, asks);
  assertEquals(new Set([...next.values()].map((a) => a.text)), new Set(["Yes."]));
});

Deno.test("LiveAsker goes on with a model after a firewall's 403 of one call, and asks that again in the next run", async () => {
  const net = network((call) =>
    call === 1
      ? new Response("<html>Forbidden</html>", { status: 403 })
      : new Response(answer("Yes."))
  );
  const { options, asks, answers } = await run(net, 20, {
    config: { providers: { openai: { ...config.providers.openai, concurrency: 1 } } },
  });
  assertEquals(answers.filter((a) => a.outcome === "failed").length, 1);
  assertEquals(net.sent, 20);
  const next = await answersOf(options, asks);
  assertEquals(new Set([...next.values()].map((a) => a.outcome)), new Set(["answered"]));
});

Deno.test("LiveAsker asks a provider that sends it elsewhere no more, and does not go there", async () => {
  const headers = { location: "http://elsewhere.invalid/" };
  const net = network(() => new Response("<html>Moved</html>", { status: 307, headers }));
  const { answers } = await run(net, 20, {
    config: { providers: { openai: { ...config.providers.openai, concurrency: 1 } } },
  });
  assertEquals(net.sent, 1);
  assertEquals(
    new Set(answers.map((a) => a.detail)),
    new Set(["Expected an answer but was sent to another address (status 307)"]),
  );
});

Deno.test("LiveAsker asks no more with a bad key, but again in the next run, and shows the key nowhere", async () => {
  let good = false;
  const body = '{"error":{"code":"invalid_api_key","message":"Incorrect key: sk-very-secret-key"}}';
  const net = network(() =>
    good ? new Response(answer("Yes.")) : new Response(body, { status: 401 })
  );
  const { journal, options, asks, answers } = await run(net, 1);
  assertEquals(answers[0]!.detail, "status 401: Incorrect key: [key]");
  const failure = (await journal.failures([answers[0]!.key])).get(answers[0]!.key)!;
  assertEquals([failure.final, failure.message.includes("secret")], [false, false]);
  good = true;
  assertEquals((await answersOf(options, asks)).get(asks[0]!)!.text, "Yes.");
});

Deno.test("LiveAsker keeps no key that a provider sends back, in an answer, a garbled one or a refusal", async () => {
  const key = env("KEY")!;
  const headers = { "x-request-id": `for ${key}` };
  const replies = [
    new Response(answer(`You sent ${key}.`), { headers }),
    new Response(`{garbled ${key}`, { headers }),
    new Response(JSON.stringify({ error: { message: `${key} may not` } }), { status: 400 }),
  ];
  const once = { openai: { ...config.providers.openai, retries: 0, concurrency: 1 } };
  const net = network((call) => replies[call]!);
  const { journal, answers } = await run(net, 3, { config: { providers: once } });
  assertEquals(answers.map((a) => a.outcome), ["answered", "failed", "failed"]);
  assertEquals(answers[0]!.text, "You sent [key].");
  const text = await journalText(journal, answers.map((a) => a.key));
  assertEquals(text.split("[key]").length - 1, 4, text);
  assert(!text.includes(key), text);
});

Deno.test("LiveAsker ends a call that hangs at its time limit, as failed", async () => {
  const net = network((_call, signal) => hang(signal));
  const slow = { openai: { ...config.providers.openai, timeoutSeconds: 0.05, retries: 1 } };
  const { journal, answers } = await run(net, 1, { config: { providers: slow } });
  assertEquals([answers[0]!.outcome, answers[0]!.detail, net.sent], [
    "failed",
    "no answer in time",
    2,
  ]);
  const failure = (await journal.failures([answers[0]!.key])).get(answers[0]!.key)!;
  assertEquals([failure.kind, failure.final], ["timeout", false]);
});

Deno.test("LiveAsker takes a connection that breaks for a fault", async () => {
  const net = network((call) =>
    call === 0 ? Promise.reject(new TypeError("connection reset")) : new Response(answer("Yes."))
  );
  assertEquals((await run(net, 1)).answers[0]!.text, "Yes.");
});

Deno.test("createEngine() waits for what is in flight when stopped, journals it, and sends no more", async () => {
  const stop = new AbortController();
  const net = network(async (call) => {
    if (call === 3) stop.abort();
    await new Promise((resolve) => setTimeout(resolve, 20));
    return new Response(answer("Yes."));
  });
  const four = { openai: { ...config.providers.openai, concurrency: 4 } };
  const { journal, answers } = await run(net, 50, {
    signal: stop.signal,
    config: { providers: four },
  });
  assertEquals(net.sent, 4);
  assertEquals(answers.filter((a) => a.outcome === "answered").length, 4);
  assertEquals(answers.filter((a) => a.outcome === "not_run").length, 46);
  assertEquals(await completionsIn(journal), 4);
});

Deno.test("createEngine() gives up what hangs after the grace", async () => {
  const stop = new AbortController();
  const net = network((_call, signal) => {
    setTimeout(() => stop.abort(), 10);
    return hang(signal);
  });
  const { answers } = await run(net, 1, { signal: stop.signal, graceSeconds: 0.05 });
  assertEquals([answers[0]!.outcome, answers[0]!.detail], ["not_run", "stopped in flight"]);
});

Deno.test("createEngine() sends no more once its reader has left", async () => {
  const net = network(async () => {
    await new Promise((resolve) => setTimeout(resolve, 5));
    return new Response(answer("Yes."));
  });
  await using journal = await openSqliteJournal(":memory:");
  const four = { openai: { ...config.providers.openai, concurrency: 4 } };
  await using engine = createEngine({
    config: { providers: four },
    journal,
    env,
    fetch: net.fetch,
  });
  for await (const _ of engine.run(asksOf(100, [MODEL]), { label: "test" })) break;
  const sent = net.sent;
  assert(sent <= 12, `${sent} were sent`);
  assertEquals(await completionsIn(journal), sent);
  await new Promise((resolve) => setTimeout(resolve, 30));
  assertEquals(net.sent, sent);
});

const prices = parsePriceTable({
  date: "2026-11-24",
  providers: { openai: { "gpt-4.1": { input: 10, output: 100 } } },
}, "prices.json");
/** 10 tokens in, 100 out. */
const EACH = (10 * 10 + 100 * 100) / 1e6;

Deno.test("createEngine() never spends more than the cap, at any concurrency", async () => {
  for (const concurrency of [1, 7, 100]) {
    const net = network(async (call) => {
      await new Promise((resolve) => setTimeout(resolve, call % 5));
      return new Response(answer("Yes."));
    });
    const budgetUsd = 20.5 * EACH;
    const capped = {
      budgetUsd,
      providers: { openai: { ...config.providers.openai, concurrency } },
    };
    const { journal, answers } = await run(net, 100, { config: capped, prices });
    const spent = (await journal.totals())[0]!.usd;
    assert(spent <= budgetUsd, `${spent} of ${budgetUsd}`);
    assert(net.sent >= 19, `${net.sent} calls`);
    const over = answers.filter((a) => a.outcome === "not_run");
    assertEquals(over.length, 100 - net.sent);
  }
});

Deno.test("createEngine() counts what came too late or broke off against the cap, as it may have to be paid", async () => {
  const broken = () => {
    const body = new ReadableStream({
      start: (stream) => stream.error(new TypeError("error reading a body from connection")),
    });
    return new Response(body);
  };
  for (const late of [true, false]) {
    const net = network((_call, signal) => late ? hang(signal) : broken());
    const once = { ...config.providers.openai, timeoutSeconds: 0.02, retries: 0, concurrency: 1 };
    const budgetUsd = 5 * EACH;
    const capped = { budgetUsd, providers: { openai: once } };
    const { journal, answers } = await run(net, 20, { config: capped, prices });
    const spent = (await journal.totals())[0]!.usd;
    assert(spent > 3 * EACH && spent <= budgetUsd, `${spent} of ${budgetUsd}`);
    assertEquals([net.sent, answers.length], [4, 20]);
  }
});

Deno.test("createEngine() says of a spent budget what it was, what is spent, and what the next call could cost", async () => {
  const net = network(() => new Response(answer("Yes.")));
  const notes: string[] = [];
  const reporter = { ...silent, note: (sentence: string) => void notes.push(sentence) };
  const one = { openai: { ...config.providers.openai, concurrency: 1 } };
  const capped = { budgetUsd: 0.1, providers: one };
  await run(net, 20, { config: capped, prices, reporter });
  assertEquals(notes.length, 1);
  const [, spent, next] =
    /^The budget of \$0\.10 does not allow for another call: \$(0\.\d+) is spent, and the next one could cost up to \$(0\.\d+); the run stops$/
      .exec(notes[0]!)!;
  assertEquals(Number(spent), Number((net.sent * EACH).toFixed(6)));
  assert(Number(spent) + Number(next) > 0.1 && Number(next) < 0.02, notes[0]);
});

Deno.test("createEngine() refuses a model without a price when there is a cap", async () => {
  const net = network(() => new Response(answer("Yes.")));
  const local = { ...config.providers.openai, baseUrl: "http://127.0.0.1:1/v1" };
  const capped = { budgetUsd: 1, providers: { openai: local } };
  await assertRejects(() => run(net, 1, { config: capped }), InputError, "Expected a price");
  assertEquals(net.sent, 0);
});

Deno.test("createEngine() reports what a run has done and spent", async () => {
  const net = network((call) => new Response(answer("Yes.", call % 2 ? "length" : "stop")));
  const last: Progress[] = [];
  const reporter = { ...silent, finish: (progress: Progress) => void last.push(progress) };
  const { journal } = await run(net, 10, { reporter, prices });
  const { done, total, outcomes, usd, fromJournal, lanes } = last[0]!;
  assertEquals([done, total, outcomes.answered, outcomes.truncated], [10, 10, 5, 5]);
  assertEquals([fromJournal, lanes[0]!.inFlight, lanes[0]!.provider], [0, 0, "openai"]);
  assert(Math.abs(usd - 10 * EACH) < 1e-9);
  assert(Math.abs((await journal.totals())[0]!.usd - usd) < 1e-9);
});

Deno.test("createEngine() throws where the journal cannot keep an answer, and sends no more", async () => {
  const net = network(() => new Response(answer("Yes.")));
  await using real = await openSqliteJournal(":memory:");
  const full = new Error("the disk is full");
  const journal = new Proxy(real, {
    get: (target, name) =>
      name === "append"
        ? () => Promise.reject(full)
        : typeof target[name as keyof typeof target] === "function"
        ? (target[name as keyof typeof target] as () => void).bind(target)
        : target[name as keyof typeof target],
  });
  const two = { openai: { ...config.providers.openai, concurrency: 2 } };
  await assertRejects(() => run(net, 100, { journal, config: { providers: two } }), Error, "full");
  assert(net.sent < 20, `${net.sent} were sent`);
});

Deno.test("createEngine() sends a deployment what the config says it accepts, under a key that says so", async () => {
  const bodies: Record<string, unknown>[] = [];
  const fetch = ((_: string, init: RequestInit) => {
    bodies.push(JSON.parse(init.body as string));
    return Promise.resolve(new Response(answer("Yes.")));
  }) as unknown as typeof globalThis.fetch;
  const model = { ...MODEL, model: "my-o3", parameters: { maxTokens: 100, temperature: 0.5 } };
  const accepts = { "my-o3": { like: "o3" } };
  const asked: unknown[] = [];
  for (const more of [{}, { accepts }]) {
    await using journal = await openSqliteJournal(":memory:");
    const providers = { openai: { ...config.providers.openai, ...more } };
    const answers = await answersOf(
      { config: { providers }, journal, env, fetch },
      asksOf(1, [model]),
    );
    const [key] = [...answers.values()].map((a) => a.key);
    asked.push((await journal.find([key!])).get(key!)!.call.parameters);
  }
  assertEquals(bodies.map(({ messages: _, model: __, ...rest }) => rest), [
    { temperature: 0.5, max_tokens: 100 },
    { max_completion_tokens: 100 },
  ]);
  assertEquals(asked, [{ temperature: 0.5, maxTokens: 100 }, { maxTokens: 100 }]);
});
