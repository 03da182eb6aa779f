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
  for (const value of ["soon", "soon 5", "-5", "1e3", "10s", ""]) {
    assertEquals(of({ "retry-after": value }), undefined, value);
  }
  assertEquals(of({}), undefined);
});

Deno.test("retryDelayOf() reads Gemini's RetryInfo", () => {
  assertEquals(retryDelayOf('{"details":[{"retryDelay": "37.5s"}]}'), 37_500);
  assertEquals(retryDelayOf("{}"), undefined);
});

Deno.test("retryAfter() takes a date by the clock of the server that wrote it, ours being an hour off", () => {
  const headers = {
    "date": "Wed, 21 Oct 2026 07:27:40 GMT",
    "retry-after": "Wed, 21 Oct 2026 07:28:00 GMT",
  };
  for (const off of [-3_600_000, 0, 3_600_000]) {
    assertEquals(of(headers, Date.parse(headers.date) + off), 20_000);
  }
});
