import { assert, assertEquals } from "@std/assert";
import { responseFault, thrownFault } from "../../lib/querying/fault.ts";
import { interpret } from "../../lib/querying/interpret.ts";
import type { Api } from "../../lib/querying/reading.ts";
import { providerConfigSchema } from "../../lib/study/config.ts";

const openaiError = (message: string, code: string | null, type = "invalid_request_error") => ({
  error: { message, type, param: null, code },
});
const anthropicError = (type: string, message: string) => ({
  type: "error",
  error: { type, message },
});
const googleError = (code: number, status: string, message: string, details: unknown[] = []) => ({
  error: { code, message, status, details },
});

/** Error bodies as the providers document them: `filtered`, or the scope of the fault. */
const ERRORS: readonly [Api, string, number, unknown, string][] = [
  [
    "openai",
    "a refused prompt",
    400,
    openaiError(
      "Invalid prompt: your prompt was flagged as potentially violating our usage policy.",
      "invalid_prompt",
    ),
    "filtered",
  ],
  [
    "openai",
    "Azure's filter",
    400,
    openaiError(
      "The response was filtered due to the prompt triggering Azure's content management policy.",
      "content_filter",
    ),
    "filtered",
  ],
  ["openai", "xAI's filter", 403, {
    code: "The caller does not have permission to execute the specified operation",
    error: "Content violates usage guidelines. Failed check: SAFETY_CHECK_TYPE_BIO",
  }, "filtered"],
  [
    "anthropic",
    "the output filter",
    400,
    anthropicError("invalid_request_error", "Output blocked by content filtering policy"),
    "filtered",
  ],
  [
    "openai",
    "too fast",
    429,
    openaiError(
      "Rate limit reached for gpt-4.1 in organization org-x on requests per min.",
      "rate_limit_exceeded",
      "requests",
    ),
    "limited",
  ],
  [
    "openai",
    "an empty account",
    429,
    openaiError(
      "You exceeded your current quota, please check your plan and billing details.",
      "insufficient_quota",
      "insufficient_quota",
    ),
    "provider",
  ],
  [
    "openai",
    "a wrong key",
    401,
    openaiError("Incorrect API key provided: sk-abc.", "invalid_api_key"),
    "provider",
  ],
  ["openai", "xAI's wrong key", 400, {
    code: "Client specified an invalid argument",
    error:
      "Incorrect API key provided: xa***. You can obtain an API key from https://console.x.ai.",
  }, "provider"],
  [
    "openai",
    "an unknown model",
    404,
    openaiError(
      "The model `gpt-9` does not exist or you do not have access to it.",
      "model_not_found",
    ),
    "model",
  ],
  [
    "openai",
    "an unsupported parameter",
    400,
    openaiError(
      "Unsupported parameter: 'max_tokens' is not supported with this model.",
      "unsupported_parameter",
    ),
    "call",
  ],
  [
    "openai",
    "a prompt too long",
    400,
    openaiError("This model's maximum context length is 8192 tokens.", "context_length_exceeded"),
    "call",
  ],
  [
    "openai",
    "a server error",
    500,
    openaiError("The server had an error while processing your request.", null, "server_error"),
    "retry",
  ],
  [
    "openai",
    "overload",
    503,
    openaiError("The engine is currently overloaded, please try again later.", null),
    "limited",
  ],
  ["openai", "a gateway's page", 502, "<html>Bad gateway</html>", "retry"],
  ["openai", "a firewall's page", 403, "<html>Forbidden. Ray ID 8f1</html>", "call"],
  ["openai", "a redirect", 307, "", "provider"],
  ["google", "a redirect", 302, "<html>Moved</html>", "provider"],
  [
    "anthropic",
    "too fast",
    429,
    anthropicError("rate_limit_error", "This request would exceed your rate limit."),
    "limited",
  ],
  ["anthropic", "overload", 529, anthropicError("overloaded_error", "Overloaded"), "limited"],
  [
    "anthropic",
    "a server error",
    500,
    anthropicError("api_error", "Internal server error"),
    "retry",
  ],
  [
    "anthropic",
    "an unknown model",
    404,
    anthropicError("not_found_error", "model: claude-9"),
    "model",
  ],
  [
    "anthropic",
    "a wrong key",
    401,
    anthropicError("authentication_error", "invalid x-api-key"),
    "provider",
  ],
  [
    "anthropic",
    "an empty account",
    400,
    anthropicError(
      "invalid_request_error",
      "Your credit balance is too low to access the Anthropic API.",
    ),
    "provider",
  ],
  [
    "anthropic",
    "no permission",
    403,
    anthropicError(
      "permission_error",
      "Your API key does not have permission to use the specified resource.",
    ),
    "model",
  ],
  [
    "google",
    "no permission",
    403,
    googleError(403, "PERMISSION_DENIED", "The caller does not have permission"),
    "model",
  ],
  [
    "anthropic",
    "a request too large",
    413,
    anthropicError("request_too_large", "Request exceeds the maximum size"),
    "call",
  ],
  [
    "google",
    "too fast",
    429,
    googleError(
      429,
      "RESOURCE_EXHAUSTED",
      "You exceeded your current quota, please check your plan and billing details.",
      [{ "@type": "type.googleapis.com/google.rpc.RetryInfo", retryDelay: "37s" }],
    ),
    "limited",
  ],
  [
    "google",
    "a wrong key",
    400,
    googleError(400, "INVALID_ARGUMENT", "API key not valid. Please pass a valid API key.", [{
      reason: "API_KEY_INVALID",
    }]),
    "provider",
  ],
  [
    "google",
    "an unknown model",
    404,
    googleError(404, "NOT_FOUND", "models/gemini-9 is not found for API version v1beta"),
    "model",
  ],
  [
    "google",
    "a bad argument",
    400,
    googleError(400, "INVALID_ARGUMENT", "The thinking budget 0 is invalid."),
    "call",
  ],
  [
    "google",
    "overload",
    503,
    googleError(503, "UNAVAILABLE", "The model is overloaded. Please try again later."),
    "limited",
  ],
  [
    "google",
    "a server error",
    500,
    googleError(500, "INTERNAL", "An internal error has occurred."),
    "retry",
  ],
];

for (const [api, what, status, body, expected] of ERRORS) {
  Deno.test(`responseFault() takes ${what} of ${api} (${status}) for ${expected}`, () => {
    const raw = typeof body === "string" ? body : JSON.stringify(body);
    const reading = interpret(api, status, raw);
    if (expected === "filtered") return assertEquals(reading.outcome, "filtered");
    assertEquals(reading.outcome, "failed");
    assertEquals(responseFault(api, status, raw, reading).scope, expected);
  });
}

for (const api of providerConfigSchema.shape.api.options) {
  Deno.test(`ERRORS hold a wrong key, a slower pace, an unknown model and a failure of ${api}`, () => {
    const scopes = new Set(ERRORS.filter(([of]) => of === api).map(([, , , , scope]) => scope));
    for (const scope of ["provider", "limited", "model", "retry"]) {
      assert(scopes.has(scope), `no error of ${api} here is for ${scope}`);
    }
  });
}

Deno.test("thrownFault() tells a time limit from a broken connection, with its causes", () => {
  const error = new TypeError("fetch failed", { cause: new Error("connection reset by peer") });
  assertEquals(thrownFault(error, true).kind, "timeout");
  const { kind, scope, message } = thrownFault(error, false);
  assertEquals([kind, scope, message], [
    "connection",
    "retry",
    "fetch failed: connection reset by peer",
  ]);
});

Deno.test("thrownFault() tells what was never connected, and what may have to be paid though it broke off", () => {
  const connect = new TypeError(
    "error sending request for url (http://x/): client error (Connect): dns error: no such name",
  );
  const closed = new TypeError(
    "error sending request for url (http://x/): client error (SendRequest): connection closed",
  );
  const broken = new TypeError("error reading a body from connection");
  assertEquals(
    thrownFault(new Error("Connection error.", { cause: connect }), false).scope,
    "unreachable",
  );
  assertEquals([closed, broken].map((e) => thrownFault(e, false).scope), ["retry", "retry"]);
  assertEquals(
    [
      thrownFault(connect, false),
      thrownFault(closed, false),
      thrownFault(broken, false),
      thrownFault(closed, true),
    ]
      .map(({ paid }) => paid === true),
    [false, false, true, true],
  );
});
