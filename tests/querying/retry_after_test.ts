import { assertEquals } from "@std/assert";
import { retryAfter, retryDelayOf } from "../../lib/querying/retry_after.ts";

const of = (headers: Record<string, string>, now = 0) => retryAfter(new Headers(headers), now);

Deno.test("retryAfter() reads milliseconds, seconds and dates, and nothing else", () => {
  assertEquals(of({ "retry-after-ms": "250", "retry-after": "9" }), 250);
  assertEquals(of({ "retry-after": "20" }), 20_000);
  assertEquals(of({ "retry-after": "0" }), 0);
  const date = "Wed, 21 Oct 2026 07:28:00 GMT";
  assertEquals(of({ "retry-after": date }, Date.parse(date) - 5000), 5000);
  assertEquals(of({ "retry-after": date }, Date.parse(date) + 5000), 0);
  assertEquals(of({ "retry-after": "soon" }), undefined);
  assertEquals(of({}), undefined);
});

Deno.test("retryDelayOf() reads Gemini's RetryInfo", () => {
  assertEquals(retryDelayOf('{"details":[{"retryDelay": "37.5s"}]}'), 37_500);
  assertEquals(retryDelayOf("{}"), undefined);
});
