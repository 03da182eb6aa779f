import { assertEquals } from "@std/assert";
import { rateHeaders, untilAllowed } from "../../lib/querying/rate_headers.ts";

Deno.test("rateHeaders() reads OpenAI's headers", () => {
  const headers = new Headers({
    "x-ratelimit-limit-requests": "5000",
    "x-ratelimit-remaining-requests": "4999",
    "x-ratelimit-reset-requests": "12ms",
    "x-ratelimit-limit-tokens": "160000",
    "x-ratelimit-remaining-tokens": "100",
    "x-ratelimit-reset-tokens": "1m2.5s",
  });
  assertEquals(rateHeaders(headers, 0), {
    requests: { limit: 5000, remaining: 4999, reset: 12 },
    tokens: { limit: 160_000, remaining: 100, reset: 62_500 },
  });
});

Deno.test("rateHeaders() reads Anthropic's headers, the tightest of the token limits", () => {
  const reset = "2026-11-24T12:00:30Z";
  const headers = new Headers({
    "anthropic-ratelimit-requests-limit": "50",
    "anthropic-ratelimit-requests-remaining": "0",
    "anthropic-ratelimit-requests-reset": reset,
    "anthropic-ratelimit-input-tokens-limit": "40000",
    "anthropic-ratelimit-input-tokens-remaining": "39000",
    "anthropic-ratelimit-input-tokens-reset": reset,
    "anthropic-ratelimit-output-tokens-limit": "8000",
    "anthropic-ratelimit-output-tokens-remaining": "500",
    "anthropic-ratelimit-output-tokens-reset": reset,
  });
  assertEquals(rateHeaders(headers, Date.parse("2026-11-24T12:00:00Z")), {
    requests: { limit: 50, remaining: 0, reset: 30_000 },
    tokens: { limit: 8000, remaining: 500, reset: 30_000 },
  });
});

Deno.test("rateHeaders() passes over headers that make no sense", () => {
  const headers = new Headers({
    "x-ratelimit-limit-requests": "many",
    "x-ratelimit-remaining-requests": "1",
    "x-ratelimit-reset-requests": "later",
  });
  assertEquals(rateHeaders(headers, 0), { requests: null, tokens: null });
});

Deno.test("untilAllowed() waits for the share of the refill that is needed", () => {
  assertEquals(untilAllowed({ limit: 60, remaining: 0, reset: 60_000 }, 1), 1000);
  assertEquals(untilAllowed({ limit: 100, remaining: 50, reset: 1000 }, 75), 500);
  assertEquals(untilAllowed({ limit: 100, remaining: 50, reset: 1000 }, 5000), 1000);
  assertEquals(untilAllowed({ limit: 100, remaining: 50, reset: 1000 }, 50), 0);
  assertEquals(untilAllowed(null, 50), 0);
});

Deno.test("rateHeaders() takes a reset in seconds or milliseconds since the epoch for a moment, by the server's clock", () => {
  const at = Date.parse("2026-11-24T12:00:00Z");
  for (const reset of [(at + 30_000) / 1000, at + 30_000, "2026-11-24T12:00:30Z"]) {
    const headers = new Headers({
      "date": new Date(at).toUTCString(),
      "x-ratelimit-limit-requests": "60",
      "x-ratelimit-remaining-requests": "0",
      "x-ratelimit-reset-requests": String(reset),
    });
    assertEquals(rateHeaders(headers, at + 7200_000).requests?.reset, 30_000, String(reset));
  }
});
