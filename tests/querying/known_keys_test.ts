import { assertEquals } from "@std/assert";
import { createHash } from "node:crypto";
import { KnownKeys } from "../../lib/querying/known_keys.ts";

const keyOf = (i: number) => createHash("sha256").update(`${i}`).digest("hex");

/** A journal with the keys of 0 to `count`, that counts what is looked up and read. */
function journalOf(count: number) {
  const keys = Array.from({ length: count }, (_, i) => keyOf(i));
  const all = new Set(keys);
  const sorted = keys.toSorted();
  const state = {
    lookups: 0,
    read: 0,
    has(keys: readonly string[]) {
      state.lookups += keys.length;
      return Promise.resolve(new Set(keys.filter((key) => all.has(key))));
    },
    async *keys() {
      for (let at = 0; at < sorted.length; at += 1000) {
        await Promise.resolve();
        const page = sorted.slice(at, at + 1000);
        state.read += page.length;
        yield page;
      }
    },
    add: (key: string) => all.add(key),
  };
  return state;
}

async function countKnown(known: KnownKeys, from: number, to: number): Promise<number> {
  let found = 0;
  for (let at = from; at < to; at += 1000) {
    const keys = Array.from({ length: Math.min(1000, to - at) }, (_, i) => keyOf(at + i));
    const has = await known.among(keys);
    found += keys.filter(has).length;
  }
  return found;
}

Deno.test("KnownKeys reads all keys once very many were there, and looks up no more of them", async () => {
  const journal = journalOf(60_000);
  const known = new KnownKeys(journal, 70_000);
  assertEquals(await countKnown(known, 0, 70_000), 60_000);
  assertEquals([journal.lookups, journal.read], [30_000, 60_000]);
});

Deno.test("KnownKeys finds what came into the journal after it was read", async () => {
  const journal = journalOf(25_000);
  const known = new KnownKeys(journal, 1_000_000);
  assertEquals(await countKnown(known, 0, 25_000), 25_000);
  journal.add(keyOf(30_000));
  assertEquals(await countKnown(known, 29_500, 30_500), 1);
});

Deno.test("KnownKeys looks keys up where reading all would take longer, or their number is not known", async () => {
  for (const total of [null, 25_000]) {
    const journal = journalOf(60_000);
    const known = new KnownKeys(journal, total);
    assertEquals(await countKnown(known, 0, 25_000), 25_000);
    assertEquals(journal.lookups, 25_000);
    assertEquals(journal.read <= 31_000, true, `${journal.read} were read`);
  }
});
