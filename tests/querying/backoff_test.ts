import { assertEquals } from "@std/assert";
import { backoff } from "../../lib/querying/backoff.ts";

Deno.test("backoff() stays within its growing range, and over what was asked for", () => {
  assertEquals([1, 2, 3, 7, 8, 50].map((n) => backoff(n, () => 1)), [
    1000,
    2000,
    4000,
    60_000,
    60_000,
    60_000,
  ]);
  assertEquals(backoff(5, () => 0), 0);
  assertEquals(backoff(1, () => 0.5, 3_600_000), 3_600_500);
});
