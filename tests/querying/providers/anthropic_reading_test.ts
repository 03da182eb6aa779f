import { assertEquals } from "@std/assert";
import {
  anthropicError,
  readAnthropic,
} from "../../../lib/querying/providers/anthropic_reading.ts";

const read = (status: number, body: unknown) => readAnthropic(status, JSON.stringify(body));
const message = (stop_reason: string, content: unknown[] = [{ type: "text", text: "Yes." }]) => ({
  type: "message",
  content,
  stop_reason,
  usage: {
    input_tokens: 12,
    cache_read_input_tokens: 4,
    cache_creation_input_tokens: 3,
    output_tokens: 10,
  },
});

Deno.test("readAnthropic() counts input from the cache and into it", () => {
  assertEquals(read(200, message("end_turn")).usage, {
    inputTokens: 19,
    cachedInputTokens: 4,
    outputTokens: 10,
  });
});

Deno.test("readAnthropic() leaves thinking out of the text", () => {
  const content = [{ type: "thinking", thinking: "hm" }, { type: "text", text: "A" }, {
    type: "text",
    text: "B",
  }];
  assertEquals(read(200, message("end_turn", content)).text, "AB");
});

Deno.test("readAnthropic() tells a refusal, both limits and an empty answer apart", () => {
  const outcome = (reason: string, content?: unknown[]) =>
    read(200, message(reason, content)).outcome;
  assertEquals(outcome("refusal"), "filtered");
  assertEquals(outcome("max_tokens"), "truncated");
  assertEquals(outcome("model_context_window_exceeded"), "truncated");
  assertEquals(outcome("pause_turn"), "truncated");
  assertEquals(outcome("end_turn", []), "failed");
});

Deno.test("readAnthropic() finds the filter in a 400 alone", () => {
  const body = {
    type: "error",
    error: { type: "invalid_request_error", message: "Output blocked by content filtering policy" },
  };
  assertEquals(read(400, body).outcome, "filtered");
  assertEquals(read(500, body).outcome, "failed");
  assertEquals(anthropicError(body)!.code, "invalid_request_error");
  assertEquals(readAnthropic(200, "{}").malformed, true);
});
