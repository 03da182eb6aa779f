import { assertEquals } from "@std/assert";
import { TimeLimit } from "../../lib/querying/time_limit.ts";
import { FakeClock } from "./fake_clock.ts";

Deno.test("TimeLimit aborts when its time is over, ten minutes where none is given", async () => {
  const clock = new FakeClock();
  const [short, long] = [new TimeLimit(clock, 2), new TimeLimit(clock)];
  await clock.advance(1999);
  assertEquals([short.expired, short.signal.aborted], [false, false]);
  await clock.advance(1);
  assertEquals([short.expired, short.signal.aborted, long.expired], [true, true, false]);
  await clock.advance(598_000);
  assertEquals([long.expired, long.signal.aborted], [true, true]);
});

Deno.test("TimeLimit that has ended never expires, and one that is aborted has not expired", async () => {
  const clock = new FakeClock();
  const [ended, aborted] = [new TimeLimit(clock, 1), new TimeLimit(clock, 1)];
  ended.end();
  aborted.abort();
  aborted.end();
  await clock.advance(5000);
  assertEquals([ended.expired, ended.signal.aborted], [false, false]);
  assertEquals([aborted.expired, aborted.signal.aborted], [false, true]);
});
