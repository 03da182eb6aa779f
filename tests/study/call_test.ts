import { assertEquals, assertNotEquals } from "@std/assert";
import { callKey } from "../../lib/study/call.ts";
import { sampleCall } from "./samples.ts";

Deno.test("callKey() does not depend on the order of fields", () => {
  const call = sampleCall(1);
  assertEquals(
    callKey(Object.fromEntries(Object.entries(call).reverse()) as typeof call),
    callKey(call),
  );
});

Deno.test("callKey() changes with every field", () => {
  const call = sampleCall(1);
  const others = [
    { stage: "rubric" as const },
    { prompt: "respond@2" },
    { provider: "xai" },
    { model: "o3" },
    { parameters: { temperature: 0 } },
    { messages: [{ role: "user" as const, content: "?" }] },
    { sample: 1 },
  ];
  for (const over of others) assertNotEquals(callKey({ ...call, ...over }), callKey(call));
});

Deno.test("callKey() takes half of a surrogate pair, as an answer cut in an emoji leaves it", () => {
  assertEquals(
    callKey(sampleCall(1, { messages: [{ role: "user", content: "cut \ud83d" }] })).length,
    64,
  );
});
