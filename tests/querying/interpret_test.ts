import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { responseFault } from "../../lib/querying/fault.ts";
import { interpret } from "../../lib/querying/interpret.ts";
import type { Api } from "../../lib/querying/reading.ts";
import { providerConfigSchema } from "../../lib/study/config.ts";

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
/** What all bodies below tell of tokens: 19 in, 10 out, and of those in so many cached, where a format counts them. */
const USAGE = { inputTokens: 19, outputTokens: 10 };
const CACHED: Readonly<Record<Api, number>> = { openai: 4, anthropic: 4, google: 4 };
const text = (t: string) => ({
  content: { role: "model", parts: [{ text: t }] },
  finishReason: "STOP",
});

const APIS = providerConfigSchema.shape.api.options;

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
    assertEquals(reading.usage, { ...USAGE, cachedInputTokens: CACHED[api] });
  });
}

for (const api of APIS) {
  Deno.test(`ANSWERS hold an answer, a limit and a filter of ${api}, as it documents them`, () => {
    const outcomes = new Set(
      ANSWERS.filter(([of]) => of === api).map(([, , , , outcome]) => outcome),
    );
    for (const outcome of ["answered", "truncated", "filtered"]) {
      assert(outcomes.has(outcome), `no body of ${api} here is ${outcome}`);
    }
  });
}

Deno.test("interpret() takes a 200 that is not the provider's format for malformed, to be asked again", () => {
  for (const api of APIS) {
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
    fc.constantFrom<Api>(...APIS),
    fc.constantFrom(200, 204, 302, 400, 403, 500),
    fc.oneof(fc.string(), fc.json(), fc.object().map((o) => JSON.stringify(o))),
    (api, status, body) => {
      interpret(api, status, body);
    },
  ));
});

const WHOLE: Readonly<Record<Api, Record<string, unknown>>> = {
  openai: openai("stop", { role: "assistant", content: "Yes." }),
  anthropic: anthropic("end_turn", [{ type: "text", text: "Yes." }]),
  google: google(text("Yes.")),
};

for (const api of APIS) {
  Deno.test(`interpret() keeps the text beside a usage of ${api} that cannot be read, which is not a usage of none`, () => {
    const field = api === "google" ? "usageMetadata" : "usage";
    const whole = WHOLE[api][field] as Record<string, unknown>;
    const first = Object.keys(whole)[0]!;
    const odd = [{}, { total_tokens: 7 }, "many", 7, [], null, { ...whole, [first]: -1 }];
    for (const usage of odd) {
      const body = JSON.stringify({ ...WHOLE[api], [field]: usage });
      const reading = interpret(api, 200, body);
      assertEquals(
        [reading.outcome, reading.text, reading.usage],
        ["answered", "Yes.", null],
        body,
      );
    }
  });
}
