import { assertEquals } from "@std/assert";
import { openaiError, readOpenai } from "../../../lib/querying/providers/openai_reading.ts";

const read = (status: number, body: unknown) => readOpenai(status, JSON.stringify(body));

Deno.test("readOpenai() counts cached and reasoning tokens within the totals", () => {
  const { usage } = read(200, {
    choices: [{ message: { content: "Yes." }, finish_reason: "stop" }],
    usage: {
      prompt_tokens: 19,
      completion_tokens: 10,
      prompt_tokens_details: { cached_tokens: 4 },
      completion_tokens_details: { reasoning_tokens: 6 },
    },
  });
  assertEquals(usage, { inputTokens: 19, cachedInputTokens: 4, outputTokens: 10 });
});

Deno.test("readOpenai() takes a refusal field for the filter only where there is no text", () => {
  const message = { refusal: "No." };
  assertEquals(read(200, { choices: [{ message }] }).outcome, "filtered");
  assertEquals(
    read(200, { choices: [{ message: { ...message, content: "But" } }] }).outcome,
    "answered",
  );
});

Deno.test("readOpenai() finds the filter in an error of OpenAI and of xAI, and nothing else there", () => {
  assertEquals(
    read(400, { error: { code: "content_policy_violation", message: "no" } }).outcome,
    "filtered",
  );
  assertEquals(
    read(403, { code: "x", error: "Content violates usage guidelines." }).outcome,
    "filtered",
  );
  assertEquals(read(400, { error: { code: "bad", message: "no" } }).detail, "status 400: no");
  assertEquals(readOpenai(502, "<html>").detail, "status 502: <html>");
});

Deno.test("readOpenai() calls malformed what is no chat completion", () => {
  for (const body of ["", "{", "{}", '{"choices": []}', "[]"]) {
    assertEquals(readOpenai(200, body).malformed, true, body);
  }
});

Deno.test("openaiError() reads both shapes of an error", () => {
  assertEquals(openaiError({ error: "gone" }), { code: "", message: "gone" });
  assertEquals(openaiError({ error: { type: "t", message: "m" } }), { code: "t", message: "m" });
  assertEquals(openaiError({ fault: 1 }), undefined);
});

Deno.test("readOpenai() counts tokens of reasoning that stand outside completion_tokens, as xAI tells them", () => {
  const usageOf = (usage: Record<string, unknown>) =>
    read(200, { choices: [{ message: { content: "Yes." } }], usage }).usage;
  const reasoned = { completion_tokens_details: { reasoning_tokens: 317 } };
  assertEquals(
    usageOf({ prompt_tokens: 12, completion_tokens: 2, total_tokens: 331, ...reasoned }),
    { inputTokens: 12, cachedInputTokens: 0, outputTokens: 319 },
  );
  // As OpenAI counts them, and where the total is wrong or lacking.
  for (const total of [331, 0, null, "many"]) {
    assertEquals(
      usageOf({ prompt_tokens: 12, completion_tokens: 319, total_tokens: total, ...reasoned })!
        .outputTokens,
      319,
    );
  }
});

Deno.test("readOpenai() takes a 400 of a limit spent on reasoning for truncation", () => {
  const message =
    "Could not finish the message because max_tokens or model output limit was reached. Please try again with higher max_tokens.";
  const reading = read(400, { error: { message, type: "invalid_request_error", code: null } });
  assertEquals([reading.outcome, reading.text], ["truncated", null]);
});

Deno.test("readOpenai() takes a text that broke off for truncated, and OpenRouter's moderation for a filter", () => {
  for (const finish_reason of ["length", "error", "abort"]) {
    const { outcome, text } = read(200, {
      choices: [{ message: { content: "Ye" }, finish_reason }],
    });
    assertEquals([outcome, text], ["truncated", "Ye"]);
  }
  const message = "Your chosen model requires moderation and your input was flagged";
  assertEquals(read(403, { error: { code: 403, message } }).outcome, "filtered");
});
