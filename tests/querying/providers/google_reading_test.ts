import { assertEquals } from "@std/assert";
import { googleError, readGoogle } from "../../../lib/querying/providers/google_reading.ts";

const read = (body: unknown) => readGoogle(200, JSON.stringify(body));
const candidate = (finishReason: string, ...parts: unknown[]) => ({
  candidates: [{ content: { parts }, finishReason }],
});

Deno.test("readGoogle() counts thoughts as output and leaves them out of the text", () => {
  const { text, usage } = read({
    ...candidate("STOP", { text: "hm", thought: true }, { text: "Yes." }),
    usageMetadata: { promptTokenCount: 19, candidatesTokenCount: 4, thoughtsTokenCount: 6 },
  });
  assertEquals(text, "Yes.");
  assertEquals(usage, { inputTokens: 19, cachedInputTokens: 0, outputTokens: 10 });
});

for (const reason of ["SAFETY", "RECITATION", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII"]) {
  Deno.test(`readGoogle() takes the finish reason ${reason} for the filter, also where text came`, () => {
    assertEquals(read(candidate(reason, { text: "Ye" })).outcome, "filtered");
  });
}

Deno.test("readGoogle() takes a blocked prompt for the filter, and a limit for truncation", () => {
  assertEquals(read({ promptFeedback: { blockReason: "SAFETY" } }).outcome, "filtered");
  assertEquals(read(candidate("MAX_TOKENS", { text: "Ye" })).outcome, "truncated");
  assertEquals(read(candidate("MALFORMED_FUNCTION_CALL")).outcome, "failed");
  assertEquals(read({ candidates: [] }).outcome, "failed");
  const cached = { promptTokenCount: 5, cachedContentTokenCount: 9 };
  assertEquals(
    read({ ...candidate("STOP", { text: "Yes." }), usageMetadata: cached }).usage
      ?.cachedInputTokens,
    5,
  );
  const empty = read({ usageMetadata: { promptTokenCount: 19 }, modelVersion: "gemini-2.5-pro" });
  assertEquals([empty.outcome, empty.malformed, empty.usage?.inputTokens], ["failed", false, 19]);
  assertEquals(read({}).malformed, true);
});

Deno.test("readGoogle() takes a text that ended for another reason than its own end for truncated", () => {
  for (const reason of ["OTHER", "MALFORMED_RESPONSE", "A_REASON_OF_TOMORROW"]) {
    const { outcome, text, detail } = read(candidate(reason, { text: "Ye" }));
    assertEquals([outcome, text, detail], ["truncated", "Ye", `finish reason ${reason}`]);
    assertEquals(read(candidate(reason)).outcome, "failed");
  }
  for (const reason of ["STOP", "FINISH_REASON_UNSPECIFIED", ""]) {
    assertEquals(read(candidate(reason, { text: "Yes." })).outcome, "answered");
  }
});

Deno.test("googleError() reads an error alone and in a list", () => {
  const error = { error: { status: "INVALID_ARGUMENT", message: "no" } };
  assertEquals(googleError(error), { code: "INVALID_ARGUMENT", message: "no" });
  assertEquals(googleError([error]), googleError(error));
});
