import { assertEquals } from "@std/assert";
import { retryPause } from "../../lib/published/retry_pause.ts";

const pause = (headers: HeadersInit) => retryPause(new Headers(headers), Date.UTC(2025, 0, 1));

Deno.test("retryPause() reads seconds and dates, of which a past one is no wait", () => {
  assertEquals(pause({ "retry-after": "1.5" }), 1500);
  assertEquals(pause({ "retry-after": "Wed, 01 Jan 2025 00:00:30 GMT" }), 30_000);
  assertEquals(pause({ "retry-after": "Tue, 31 Dec 2024 23:00:00 GMT" }), 0);
});

Deno.test("retryPause() takes the window of RateLimit where there is no Retry-After", () => {
  assertEquals(pause({ ratelimit: '"api";r=0;t=207' }), 207_000);
  assertEquals(pause({ "retry-after": "3", ratelimit: '"api";r=0;t=207' }), 3000);
});

Deno.test("retryPause() knows nothing where nothing is said, or what it cannot read", () => {
  assertEquals(pause({}), undefined);
  assertEquals(pause({ "retry-after": "soon", ratelimit: '"api";r=0' }), undefined);
});
