import { assertEquals } from "@std/assert";
import { duration, runningWords, steadyWords } from "../../lib/notebook/progress_words.ts";
import { progressOf } from "./progress_of.ts";

Deno.test("steadyWords() tells what is done and the outcomes that occurred", () => {
  assertEquals(steadyWords(progressOf({ done: 1200, total: 2400 })), {
    done: "1,200 of 2,400",
    outcomes: "1,200 answered",
  });
  assertEquals(steadyWords(progressOf({ done: 0, total: null })), { done: "0", outcomes: "" });
});

Deno.test("runningWords() tells cost, cap, rate, time left and who waits", () => {
  const lane = { provider: "openai", inFlight: 0, limit: 8, pausedSeconds: 75 };
  const progress = progressOf({
    usd: 1.234,
    capUsd: 5,
    rate: 12.4,
    secondsLeft: 200,
    lanes: [lane],
  });
  assertEquals(
    runningWords(progress, false),
    "$1.23 of $5.00, 12/s, 3 min 20 s left, openai pauses for 1 min 15 s",
  );
});

Deno.test("runningWords() tells at the end how long it took, and what came from the journal", () => {
  const progress = progressOf({ usd: 0.0012, fromJournal: 7, elapsed: 61_000, rate: 3 });
  assertEquals(runningWords(progress, true), "7 from the journal, $0.0012, in 1 min 1 s");
});

Deno.test("duration() uses the unit that one would say", () => {
  assertEquals([0, 9.94, 9.96, 59.6, 3600, 7500].map(duration), [
    "0.0 s",
    "9.9 s",
    "10 s",
    "1 min 0 s",
    "1 h 0 min",
    "2 h 5 min",
  ]);
});
