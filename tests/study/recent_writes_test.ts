import { assert, assertEquals } from "@std/assert";
import { RecentWrites } from "../../lib/study/recent_writes.ts";
import { sizeOf, type Write } from "../../lib/study/store.ts";
import { sampleCompletion, sampleFailure } from "./samples.ts";

const append = (i: number, bytes = 1): Write => ({
  kind: "append",
  completion: sampleCompletion(i),
  content: new Uint8Array(bytes),
});

Deno.test("RecentWrites keeps what may be written twice, and of it no text beside its content", () => {
  const recent = new RecentWrites();
  const { key, call } = sampleCompletion(1);
  const charge = { key, inputTokens: 1, cachedInputTokens: 0, outputTokens: 1, usd: 1 };
  const embedded = { provider: "p", model: "m", texts: 1, inputTokens: 1, usd: 1 };
  const vectors = [["a", new Uint8Array(4)]] as const;
  recent.add([
    append(1),
    { kind: "charge", charge },
    { kind: "waste", waste: { call, usd: 1 } },
    { kind: "embed", vectors, charge: embedded },
    { kind: "embed", vectors: [], charge: embedded },
    { kind: "note", name: "n", value: "v" },
    { kind: "fail", failure: sampleFailure(2), content: new Uint8Array(1) },
  ]);
  const completion = { ...sampleCompletion(1), body: "", call: { ...call, messages: [] } };
  assertEquals(recent.all, [
    { kind: "append", completion, content: new Uint8Array(1) },
    { kind: "charge", charge },
    { kind: "embed", vectors, charge: undefined },
    { kind: "note", name: "n", value: "v" },
  ]);
});

Deno.test("RecentWrites lets the oldest go by number and by bytes", () => {
  const recent = new RecentWrites();
  for (let i = 0; i < 21; i++) recent.add(Array.from({ length: 1_000 }, () => append(i)));
  assertEquals(recent.all.length, 20_000);
  recent.add(Array.from({ length: 40 }, (_, i) => append(i, 2 ** 20)));
  assertEquals(recent.all.map(sizeOf), Array(8).fill(2 ** 20));
  const [last] = recent.all.slice(-1);
  assert(last?.kind === "append" && last.completion.key === sampleCompletion(39).key);
});
