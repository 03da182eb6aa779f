import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { responseFault } from "../../lib/querying/fault.ts";
import { interpret } from "../../lib/querying/interpret.ts";
import type { Api } from "../../lib/querying/reading.ts";

const openai = (finish_reason: string, message: unknown) => ({
  id: "chatcmpl-1",
  object: "chat.completion",
  choices: [{ index: 0, message, finish_reason }],
  usage: {
    prompt_tokens: 19,
    completion_tokens: 10,
    total_tokens: 29,
    prompt_tokens_details: { cached_tokens: 4 },
    completion_tokens_details: { reasoning_tokens: 6 },
  },
});
const anthropic = (stop_reason: string, content: unknown[]) => ({
  id: "msg_1",
  type: "message",
  role: "assistant",
  content,
  stop_reason,
  usage: {
    input_tokens: 12,
    cache_read_input_tokens: 4,
    cache_creation_input_tokens: 3,
    output_tokens: 10,
  },
});
const google = (candidate: unknown, more: object = {}) => ({
  ...(candidate ? { candidates: [candidate] } : {}),
  usageMetadata: {
    promptTokenCount: 19,
    cachedContentTokenCount: 4,
    candidatesTokenCount: 4,
    thoughtsTokenCount: 6,
  },
  ...more,
});
const USAGE = { inputTokens: 19, cachedInputTokens: 4, outputTokens: 10 };
const text = (t: string) => ({
  content: { role: "model", parts: [{ text: t }] },
  finishReason: "STOP",
});

/** Bodies as the providers document them, and what each is. */
const ANSWERS: readonly [Api, string, number, unknown, string, string | null][] = [
  [
    "openai",
    "an answer",
    200,
    openai("stop", { role: "assistant", content: "Yes." }),
    "answered",
    "Yes.",
  ],
  [
    "openai",
    "a refusal in words",
    200,
    openai("stop", { content: "I can't help." }),
    "answered",
    "I can't help.",
  ],
  ["openai", "a limit", 200, openai("length", { content: "Ye" }), "truncated", "Ye"],
  [
    "openai",
    "a limit spent on reasoning",
    200,
    openai("length", { content: "" }),
    "truncated",
    null,
  ],
  [
    "openai",
    "a filtered output",
    200,
    openai("content_filter", { content: "Ye" }),
    "filtered",
    null,
  ],
  [
    "openai",
    "a refusal field",
    200,
    openai("stop", { content: null, refusal: "No." }),
    "filtered",
    null,
  ],
  ["openai", "an empty answer", 200, openai("stop", { content: "" }), "failed", null],
  [
    "anthropic",
    "an answer",
    200,
    anthropic("end_turn", [{ type: "text", text: "Yes." }]),
    "answered",
    "Yes.",
  ],
  [
    "anthropic",
    "an answer after thinking",
    200,
    anthropic("end_turn", [
      { type: "thinking", thinking: "hm", signature: "s" },
      { type: "text", text: "Yes." },
    ]),
    "answered",
    "Yes.",
  ],
  [
    "anthropic",
    "a stop sequence",
    200,
    anthropic("stop_sequence", [{ type: "text", text: "Y" }]),
    "answered",
    "Y",
  ],
  [
    "anthropic",
    "a refusal",
    200,
    anthropic("refusal", [{ type: "text", text: "Y" }]),
    "filtered",
    null,
  ],
  [
    "anthropic",
    "a limit",
    200,
    anthropic("max_tokens", [{ type: "text", text: "Y" }]),
    "truncated",
    "Y",
  ],
  [
    "anthropic",
    "a full context",
    200,
    anthropic("model_context_window_exceeded", [{ type: "text", text: "Y" }]),
    "truncated",
    "Y",
  ],
  ["anthropic", "an empty answer", 200, anthropic("end_turn", []), "failed", null],
  ["google", "an answer", 200, google(text("Yes.")), "answered", "Yes."],
  [
    "google",
    "an answer after a thought",
    200,
    google({
      content: { parts: [{ text: "hm", thought: true }, { text: "Yes." }] },
      finishReason: "STOP",
    }),
    "answered",
    "Yes.",
  ],
  [
    "google",
    "a limit",
    200,
    google({ ...text("Y"), finishReason: "MAX_TOKENS" }),
    "truncated",
    "Y",
  ],
  [
    "google",
    "a limit spent on thoughts",
    200,
    google({ content: { role: "model" }, finishReason: "MAX_TOKENS" }),
    "truncated",
    null,
  ],
  [
    "google",
    "a blocked prompt",
    200,
    google(null, { promptFeedback: { blockReason: "PROHIBITED_CONTENT" } }),
    "filtered",
    null,
  ],
  ...["SAFETY", "RECITATION", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII"].map((finishReason) =>
    [
      "google",
      `finish reason ${finishReason}`,
      200,
      google({ finishReason }),
      "filtered",
      null,
    ] as [Api, string, number, unknown, string, null]
  ),
  ["google", "finish reason OTHER", 200, google({ finishReason: "OTHER" }), "failed", null],
  ["google", "no candidate", 200, google(null, { candidates: [] }), "failed", null],
];

for (const [api, what, status, body, outcome, answer] of ANSWERS) {
  Deno.test(`interpret() reads ${what} of ${api} as ${outcome}`, () => {
    const reading = interpret(api, status, JSON.stringify(body));
    assertEquals([reading.outcome, reading.text, reading.malformed], [outcome, answer, false]);
    assertEquals(reading.usage, USAGE);
  });
}

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

Deno.test("interpret() takes a 200 that is not the provider's format for malformed, to be asked again", () => {
  for (const api of ["openai", "anthropic", "google"] as const) {
    for (
      const body of ["", "{", "null", "[]", "{}", '{"choices":[]}', "<html>", '{"choices":"x"}']
    ) {
      const reading = interpret(api, 200, body);
      assertEquals([reading.outcome, reading.malformed], ["failed", true], `${api} ${body}`);
      assertEquals(responseFault(api, 200, body, reading).scope, "retry");
    }
  }
});

Deno.test("interpret() never throws, whatever comes", () => {
  fc.assert(fc.property(
    fc.constantFrom<Api>("openai", "anthropic", "google"),
    fc.constantFrom(200, 204, 302, 400, 403, 500),
    fc.oneof(fc.string(), fc.json(), fc.object().map((o) => JSON.stringify(o))),
    (api, status, body) => {
      interpret(api, status, body);
    },
  ));
});
