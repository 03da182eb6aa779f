import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { MinuteBucket } from "../../lib/querying/minute_bucket.ts";

Deno.test("MinuteBucket lets no more than its allowance go in any minute, and nearly all of it", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2000 }), (perMinute) => {
      const bucket = new MinuteBucket(perMinute, 0);
      const went: number[] = [];
      let now = 0;
      while (now < 180_000) {
        const wait = bucket.wait(now, 1);
        if (wait > 0) {
          now += wait;
          continue;
        }
        bucket.take(now, 1);
        went.push(now);
      }
      for (let i = 0, j = 0; i < went.length; i++) {
        while (went[j]! <= went[i]! - 60_000) j++;
        assert(i - j + 1 <= perMinute, `${i - j + 1} of ${perMinute}`);
      }
      assert(went.length >= Math.floor(perMinute * 3 * 0.45));
    }),
    { numRuns: 30 },
  );
});

Deno.test("MinuteBucket lets a piece larger than its burst go when full, and waits for it after", () => {
  const bucket = new MinuteBucket(6000, 0);
  assertEquals(bucket.wait(0, 5000), 0);
  bucket.take(0, 5000);
  const wait = bucket.wait(0, 1);
  assert(wait > 40_000 && wait < 60_000, `${wait}`);
});
