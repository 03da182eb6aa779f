import { assertEquals, assertThrows } from "@std/assert";
import { BatchRefused, jsonOf, resultOf, textOf } from "../../../lib/querying/batches/batch_api.ts";

const raw = (status: number, body: string) => ({
  status,
  body,
  headers: new Headers(),
  requestId: null,
});

Deno.test("jsonOf() and textOf() refuse an error's status, whatever stands in it", () => {
  assertEquals(jsonOf(raw(200, '{"id": 1}')), { id: 1 });
  assertEquals(textOf(raw(299, "x")), "x");
  assertThrows(() => textOf(raw(302, "x")), BatchRefused);
  const error = assertThrows(() => jsonOf(raw(429, "{}")), BatchRefused, "status 429");
  assertEquals([error.status, error.unsupported], [429, false]);
  assertEquals(new BatchRefused(404, "").unsupported, true);
  assertEquals(new BatchRefused(500, "x".repeat(999)).message.length, 212);
});

Deno.test("a BatchRefused takes a missing model for no sign that there are no batches", () => {
  for (
    const message of [
      "models/gemini-9 is not found for API version v1beta, or is not supported for batchGenerateContent",
      "model: claude-9",
      "The model `gpt-9` does not exist or you do not have access to it.",
    ]
  ) {
    const body = JSON.stringify({ error: { message } });
    assertEquals(new BatchRefused(404, body).unsupported, false, message);
  }
  assertEquals(new BatchRefused(404, "no route /v1/batches").unsupported, true);
});

Deno.test("resultOf() can be kept, whatever stands in place of a status, a body and an id", () => {
  assertEquals(resultOf("k", 201, { a: 1 }, "r"), {
    result: { key: "k", status: 201, body: '{"a":1}', requestId: "r" },
  });
  for (const odd of [undefined, null, "200", 1.5, {}]) {
    assertEquals(resultOf("k", odd, undefined, 7), {
      result: { key: "k", status: 200, body: "null", requestId: null },
    });
  }
});
