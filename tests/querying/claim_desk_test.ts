import { assertEquals } from "@std/assert";
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

Deno.test("ClaimDesk extends its claims as long as it lives, and gives back what it does not send", async () => {
  const clock = new FakeClock();
  const claims = new MemoryClaims(() => clock.now(), () => Promise.resolve(false));
  const [mine, other] = [new ClaimDesk(claims, clock), new ClaimDesk(claims, clock)];
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
  const shared = new Proxy(journal, {
    get: (target, name) => {
      if (name === "claims") return claims;
      const value = target[name as keyof Journal];
      return typeof value === "function" ? (value as () => void).bind(target) : value;
    },
  });
  at.mock.setChaos({ latencyMs: 20 });
  const asks = asksOf(40);
  const both = await Promise.all([0, 1].map(async () => {
    await using engine = createEngine({ config: { providers: at.providers }, journal: shared });
    const answers = await Array.fromAsync(engine.run(asks, { label: "test" }));
    return answers.map(([ask, answer]) => [ask.messages[0]!.content, answer.text] as const);
  }));
  for (const answers of both) {
    assertEquals(answers.length, 40);
    for (const [question, text] of answers) assertEquals(text, `echo ${question}`);
  }
  assertEquals(at.mock.getRequests().length, 40);
});
