import { assertAlmostEquals, assertEquals } from "@std/assert";
import { type Progress, silent } from "../../lib/querying/progress.ts";
import { ProgressMeter } from "../../lib/querying/progress_meter.ts";
import { FakeClock } from "./fake_clock.ts";

Deno.test("ProgressMeter reports four times a second, with the rate of live answers and the time left", async () => {
  const clock = new FakeClock();
  const updates: Progress[] = [];
  const finished: Progress[] = [];
  const reporter = {
    ...silent,
    update: (p: Progress) => void updates.push(p),
    finish: (p: Progress) => void finished.push(p),
  };
  const sources = { usd: () => 1.5, capUsd: 2, lanes: () => [] };
  const meter = new ProgressMeter("test", 1000, reporter, sources, clock);
  for (let i = 0; i < 100; i++) meter.count("answered", true);
  for (let second = 0; second < 20; second++) {
    for (let i = 0; i < 10; i++) meter.count(i === 0 ? "filtered" : "answered", false);
    await clock.advance(1000);
  }
  assertEquals(updates.length, 80);
  const last = updates.at(-1)!;
  assertEquals([last.done, last.fromJournal, last.outcomes.filtered], [300, 100, 20]);
  assertAlmostEquals(last.rate, 10, 0.5);
  assertAlmostEquals(last.secondsLeft!, 70, 5);
  assertEquals([last.usd, last.capUsd, last.elapsed], [1.5, 2, 20_000]);
  meter.finish();
  await clock.advance(5000);
  assertEquals([updates.length, finished.length], [80, 1]);
});

Deno.test("ProgressMeter leaves what was found in the journal out of the time that is left", async () => {
  const clock = new FakeClock();
  const meter = new ProgressMeter(
    "test",
    1_000_000,
    silent,
    { usd: () => 0, capUsd: null, lanes: () => [] },
    clock,
  );
  meter.found(999_000);
  for (let i = 0; i < 100; i++) meter.count("answered", false);
  await clock.advance(10_000);
  assertAlmostEquals(meter.state().secondsLeft!, 90, 1e-6);
  meter.finish();
});
