import { assertEquals } from "@std/assert";
import { sleep, systemClock } from "../../lib/querying/clock.ts";
import { FakeClock } from "./fake_clock.ts";

Deno.test("sleep() ends after its time, or at once when stopped", async () => {
  const clock = new FakeClock();
  const stop = new AbortController();
  let slept = 0;
  const first = sleep(clock, 1000, stop.signal).then(() => slept++);
  await clock.advance(999);
  assertEquals(slept, 0);
  await clock.advance(1);
  await first;
  const second = sleep(clock, 1000, stop.signal);
  stop.abort();
  await second;
  await sleep(clock, 1000, stop.signal);
  assertEquals([slept, clock.now()], [1, 1000]);
});

Deno.test("systemClock takes back what was not due yet", async () => {
  let ran = false;
  const cancel = systemClock.after(5, () => ran = true);
  cancel();
  await new Promise((resolve) => setTimeout(resolve, 20));
  assertEquals(ran, false);
});
