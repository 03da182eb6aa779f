import { assertEquals } from "@std/assert";
import { silent } from "../../lib/querying/progress.ts";

Deno.test("silent shows nothing of a run", () => {
  const said: unknown[] = [];
  const own = { log: console.log, error: console.error };
  console.log = console.error = (...words: unknown[]) => void said.push(words);
  try {
    const progress = {
      label: "test",
      done: 1,
      total: 1,
      outcomes: { answered: 1, filtered: 0, truncated: 0, unparseable: 0, failed: 0, not_run: 0 },
      fromJournal: 0,
      usd: 0,
      capUsd: null,
      rate: 0,
      secondsLeft: null,
      lanes: [],
      elapsed: 0,
    };
    silent.update(progress);
    silent.finish(progress);
    silent.note("a model fails");
  } finally {
    Object.assign(console, own);
  }
  assertEquals(said, []);
});
