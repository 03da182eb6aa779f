import { assert, assertEquals, assertRejects } from "@std/assert";
import type { Answer } from "../../lib/querying/engine.ts";
import { notRun } from "../../lib/querying/live.ts";
import { openPostgresJournal, schemaOf } from "../../lib/study/postgres_journal.ts";
import { postgresTests } from "../study/postgres_server.ts";
import { sampleCompletion } from "../study/samples.ts";
import { ClaimDesk } from "../../lib/querying/claim_desk.ts";
import { createEngine } from "../../lib/querying/create_engine.ts";
import type { Claims, Journal } from "../../lib/study/journal.ts";
import { openSqliteJournal } from "../../lib/study/sqlite_journal.ts";
import { FakeClock } from "./fake_clock.ts";
import { asksOf, mockProviders } from "./mock_providers.ts";

/** Claims in memory, as the contract states them. */
class MemoryClaims implements Claims {
  readonly held = new Map<string, { worker: string; until: number }>();
  constructor(readonly now: () => number, readonly done: (key: string) => Promise<boolean>) {}

  async claim(keys: readonly string[], worker: string, leaseSeconds: number): Promise<Set<string>> {
    const done = new Set<string>();
    for (const key of keys) if (await this.done(key)) done.add(key);
    const granted = new Set<string>();
    for (const key of keys) {
      const lease = this.held.get(key);
      if (lease && lease.worker !== worker && lease.until > this.now()) continue;
      if (done.has(key)) continue;
      this.held.set(key, { worker, until: this.now() + leaseSeconds * 1000 });
      granted.add(key);
    }
    return granted;
  }

  release(keys: readonly string[], worker: string): Promise<void> {
    for (const key of keys) if (this.held.get(key)?.worker === worker) this.held.delete(key);
    return Promise.resolve();
  }
}

const none = () => Promise.resolve(undefined);
const never = new AbortController().signal;

/** The same claims as one worker sees them that may lose its way to the store. */
function reachable(claims: Claims): Claims & { away: boolean } {
  const seen: Claims & { away: boolean } = {
    away: false,
    claim: (...of) => seen.away ? Promise.reject(new Error("no connection")) : claims.claim(...of),
    release: (...of) => claims.release(...of),
  };
  return seen;
}

/** Waits, in real time, until something is so. */
async function until(isSo: () => boolean): Promise<void> {
  for (let i = 0; i < 2000 && !isSo(); i++) await new Promise((resolve) => setTimeout(resolve, 1));
  assert(isSo(), "it never came about");
}

Deno.test("ClaimDesk holds a call no longer than the store has confirmed, and gets it again or another's answer", async () => {
  const clock = new FakeClock();
  const claims = new MemoryClaims(() => clock.now(), () => Promise.resolve(false));
  const answers = new Map<string, Answer>();
  const answered = (key: string) => Promise.resolve(answers.get(key));
  const seen = reachable(claims);
  const [mine, other] = [new ClaimDesk(seen, clock, answered), new ClaimDesk(claims, clock, none)];
  assertEquals(mine.holds("a"), false);
  await mine.take(["a", "b"]);
  await clock.advance(45_000);
  assertEquals(mine.holds("a"), true);
  // What was confirmed last, after 40 s, lasts until 100 s; some of that is left for sending.
  seen.away = true;
  await clock.advance(44_000);
  assertEquals([mine.holds("a"), (await other.take(["a"])).size], [true, 0]);
  await clock.advance(2_000);
  assertEquals(mine.holds("a"), false);
  await clock.advance(10_000);
  assertEquals(await other.take(["a"]), new Set(["a"]));
  seen.away = false;

  assertEquals(await mine.regain("b", never), null);
  assertEquals(mine.holds("b"), true);
  let got: Answer | null | undefined;
  const regained = mine.regain("a", never).then((answer) => got = answer);
  await clock.advance(5_000);
  assertEquals(got, undefined);
  answers.set("a", notRun("a", "by another"));
  await clock.advance(30_000);
  await regained;
  assertEquals(got?.detail, "by another");
  mine.done("a");
  mine.done("b");
  other.done("a");
});

Deno.test("ClaimDesk claims together what is found lost at once, and waits no longer than the run", async () => {
  const clock = new FakeClock();
  const claims = new MemoryClaims(() => clock.now(), () => Promise.resolve(false));
  let asked = 0;
  const counted: Claims = {
    claim: (...of) => (asked++, claims.claim(...of)),
    release: (...of) => claims.release(...of),
  };
  const [mine, other] = [new ClaimDesk(counted, clock, none), new ClaimDesk(claims, clock, none)];
  const keys = Array.from({ length: 50 }, (_, i) => `k${i}`);
  await other.take(keys.slice(25));
  const stop = new AbortController();
  const all = Promise.all(keys.map((key) => mine.regain(key, stop.signal)));
  await clock.advance(500);
  assertEquals(asked, 1);
  stop.abort();
  const outcomes = (await all).map((answer) => answer?.outcome ?? "mine");
  assertEquals(outcomes, keys.map((_, i) => i < 25 ? "mine" : "not_run"));
  for (const key of keys) mine.done(key);
  for (const key of keys) other.done(key);
});

/** The same journal with claims. */
function sharing(journal: Journal, claims: Claims): Journal {
  return new Proxy(journal, {
    get: (target, name) => {
      if (name === "claims") return claims;
      const value = target[name as keyof Journal];
      return typeof value === "function" ? (value as () => void).bind(target) : value;
    },
  });
}

Deno.test("an engine that stalled sends none of the calls whose claims another has taken over", async () => {
  const clock = new FakeClock();
  await using journal = await openSqliteJournal(":memory:");
  const claims = new MemoryClaims(
    () => clock.now(),
    async (key) => (await journal.has([key])).has(key),
  );
  const seen = reachable(claims);
  const asks = asksOf(8, [{ key: "m", provider: "own", model: "m" }]);
  const hung = Promise.withResolvers<void>();
  const sent = { stalled: 0, other: 0 };
  const run = async (name: keyof typeof sent, own: Claims) => {
    const fetch = (async () => {
      sent[name]++;
      if (name === "stalled") await hung.promise;
      return Response.json({ choices: [{ finish_reason: "stop", message: { content: name } }] });
    }) as typeof globalThis.fetch;
    const baseUrl = "http://test.invalid";
    const own1 = { api: "openai" as const, baseUrl, concurrency: 1, timeoutSeconds: 3600 };
    const config = { providers: { own: own1 } };
    await using engine = createEngine({ config, journal: sharing(journal, own), clock, fetch });
    const answers = await Array.fromAsync(engine.run(asks, { label: name }));
    return answers.map(([, answer]) => answer.text);
  };
  const stalled = run("stalled", seen);
  await until(() => sent.stalled === 1);
  seen.away = true;
  await clock.advance(70_000);
  const others = await run("other", claims);
  assertEquals([others.length, sent.other], [8, 8], "its claims had run out");
  seen.away = false;
  hung.resolve();
  const texts = await stalled;
  // What was in flight could not be unsent; the first answer counts.
  assertEquals(sent.stalled, 1);
  assertEquals(texts.slice().sort(), [...Array(7).fill("other"), "stalled"]);
});

const own = postgresTests();

own.test("ClaimDesk over PostgreSQL sees after a stall what another worker took over, and what is free again", async () => {
  const schema = schemaOf("stalled worker");
  await using a = await openPostgresJournal(own.server.address, { schema });
  await using b = await openPostgresJournal(own.server.address, { schema });
  const clock = new FakeClock();
  const answered = async (key: string) =>
    (await a.has([key])).has(key) ? { ...notRun(key, ""), text: "by another" } : undefined;
  const [mine, other] = [
    new ClaimDesk(a.claims!, clock, answered, 0.3),
    new ClaimDesk(b.claims!, new FakeClock(), none, 60),
  ];
  const completion = sampleCompletion(1);
  const keys = [completion.key, sampleCompletion(2).key, sampleCompletion(3).key];
  await mine.take(keys);
  assert(keys.every((key) => mine.holds(key)));
  // It stalls, its timers with it, longer than the lease by the server's clock.
  await new Promise((resolve) => setTimeout(resolve, 400));
  assertEquals(await other.take(keys.slice(0, 2)), new Set(keys.slice(0, 2)));
  await clock.advance(400);
  assertEquals(mine.holds(keys[0]!), false);
  // Nobody took the third: the renewal that is due by now extends it.
  await until(() => mine.holds(keys[2]!));
  await b.append(completion);
  assertEquals((await mine.regain(keys[0]!, never))?.text, "by another");
  await other.giveBack(keys[1]!);
  assertEquals(await mine.regain(keys[1]!, never), null);
  assert(mine.holds(keys[1]!));
  for (const key of keys) mine.done(key);
  for (const key of keys) other.done(key);
});

Deno.test("ClaimDesk extends its claims as long as it lives, and gives back what it does not send", async () => {
  const clock = new FakeClock();
  const claims = new MemoryClaims(() => clock.now(), () => Promise.resolve(false));
  const [mine, other] = [new ClaimDesk(claims, clock, none), new ClaimDesk(claims, clock, none)];
  assertEquals(await mine.take(["a", "b"]), new Set(["a", "b"]));
  await clock.advance(600_000);
  assertEquals(await other.take(["a", "b"]), new Set());
  await mine.giveBack("a");
  mine.done("b");
  assertEquals(await other.take(["a", "b"]), new Set(["a"]));
  await clock.advance(61_000);
  assertEquals(await other.take(["b"]), new Set(["b"]));
  other.done("a");
  other.done("b");
});

Deno.test("two engines that share a journal send each call once and both get every answer", async () => {
  await using at = await mockProviders();
  await using journal = await openSqliteJournal(":memory:");
  const claims = new MemoryClaims(
    () => Date.now(),
    async (key) => (await journal.has([key])).has(key),
  );
  at.mock.setChaos({ latencyMs: 20 });
  const asks = asksOf(40);
  const both = await Promise.all([0, 1].map(async () => {
    await using engine = createEngine({
      config: { providers: at.providers },
      journal: sharing(journal, claims),
    });
    const answers = await Array.fromAsync(engine.run(asks, { label: "test" }));
    return answers.map(([ask, answer]) => [ask.messages[0]!.content, answer.text] as const);
  }));
  for (const answers of both) {
    assertEquals(answers.length, 40);
    for (const [question, text] of answers) assertEquals(text, `echo ${question}`);
  }
  assertEquals(at.mock.getRequests().length, 40);
});

Deno.test("ClaimDesk gives back at its close what it still holds, and extends nothing more", async () => {
  const clock = new FakeClock();
  const claims = new MemoryClaims(() => clock.now(), () => Promise.resolve(false));
  const desk = new ClaimDesk(claims, clock, none);
  assertEquals((await desk.take(["a", "b"])).size, 2);
  await desk.close();
  assertEquals([claims.held.size, desk.holds("a")], [0, false]);
  let extended = 0;
  claims.claim = () => Promise.resolve(new Set([`${extended++}`]));
  await clock.advance(600_000);
  assertEquals(extended, 0);
});

Deno.test("an engine leaves no claim and no timer behind when its journal failed", async () => {
  await using at = await mockProviders();
  await using sqlite = await openSqliteJournal(":memory:");
  const claims = new MemoryClaims(() => Date.now(), () => Promise.resolve(false));
  const journal: Journal = Object.assign(Object.create(sqlite), {
    claims,
    find: () => Promise.resolve(new Map()),
    has: () => Promise.resolve(new Set()),
    failures: () => Promise.resolve(new Map()),
    noteNames: () => Promise.resolve([]),
    charge: () => Promise.resolve(),
    append: () => Promise.reject(new Error("the disk is full")),
  });
  {
    await using engine = createEngine({ config: { providers: at.providers }, journal });
    const answers = Array.fromAsync(engine.run(asksOf(30), { label: "test" }));
    await assertRejects(() => answers, Error, "the disk is full");
    assert(claims.held.size > 0);
  }
  assertEquals(claims.held.size, 0);
});
