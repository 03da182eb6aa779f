import { assert, assertEquals } from "@std/assert";
import { whyLines } from "../../lib/cli/study_why.ts";
import { sampleCompletion } from "../study/samples.ts";

const { key, call } = sampleCompletion(1);

Deno.test("whyLines() tells what was asked, and each difference from the nearest journaled call on a line", () => {
  const nearest = {
    key: "f".repeat(64),
    differences: [{ field: "parameters.temperature", asked: 0.3, journaled: 1 }],
  };
  const told = { key, call, nearest, sentence: "It is not", completion: null, failure: null };
  assertEquals(whyLines(told as unknown as Parameters<typeof whyLines>[0]).split("\n"), [
    "It is not.",
    `key: ${key}`,
    "asked: stage respond, prompt respond@1, model gpt-4.1 of openai, sample 0",
    'parameters: {"temperature":1}',
    `nearest in the journal: ${"f".repeat(64)}`,
    "  parameters.temperature: asked 0.3, journaled 1",
  ]);
});

Deno.test("whyLines() cuts long texts and lets no control character through", () => {
  const text = `\u001b[31m\u009b31m${"x".repeat(500)}`;
  const nearest = {
    key,
    differences: [{ field: "messages[0].content", asked: text, journaled: 1 }],
  };
  const told = { key, call: null, nearest, sentence: "It is not" };
  const last = whyLines(told as unknown as Parameters<typeof whyLines>[0]).split("\n").at(-1)!;
  // deno-lint-ignore no-control-regex
  assert(!/[\u0000-\u001f\u007f-\u009f]/.test(last));
  assert(last.length < 200);
});
