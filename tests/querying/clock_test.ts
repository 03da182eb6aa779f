import { assertEquals } from "@std/assert";
import { forwardClock, sleep, systemClock } from "../../lib/querying/clock.ts";
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

Deno.test("forwardClock() goes on where the wall clock is set back, and jumps on with it after a sleep", () => {
  const time = { wall: 1_000_000, steady: 0 };
  const now = forwardClock(() => time.wall, () => time.steady);
  const pass = (wall: number, steady = wall) => (time.wall += wall, time.steady += steady, now());
  assertEquals(now(), 1_000_000);
  assertEquals(pass(500), 1_000_500);
  assertEquals(pass(-3_600_000, 100), 1_000_600);
  assertEquals(pass(400), 1_001_000);
  // Set right again, and an hour asleep.
  assertEquals(pass(3_600_000, 0), 1_001_000);
  assertEquals(pass(3_600_000, 0), 4_600_900);
});
