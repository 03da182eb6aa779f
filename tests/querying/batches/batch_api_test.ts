import { assertEquals, assertThrows } from "@std/assert";
import { BatchRefused, jsonOf, linesOf, textOf } from "../../../lib/querying/batches/batch_api.ts";

const raw = (status: number, body: string) => ({
  status,
  body,
  headers: new Headers(),
  requestId: null,
});

Deno.test("jsonOf() and textOf() refuse an error's status, whatever stands in it", () => {
  assertEquals(jsonOf(raw(200, '{"id": 1}')), { id: 1 });
  assertEquals(textOf(raw(399, "x")), "x");
  const error = assertThrows(() => jsonOf(raw(429, "{}")), BatchRefused, "status 429");
  assertEquals([error.status, error.unsupported], [429, false]);
  assertEquals(new BatchRefused(404, "").unsupported, true);
  assertEquals(new BatchRefused(500, "x".repeat(999)).message.length, 212);
});

Deno.test("linesOf() reads JSON lines, and refuses a file that ends within one", () => {
  assertEquals(linesOf('{"a": 1}\n\n {"a": "x\\n"}\r\n'), [{ a: 1 }, { a: "x\n" }]);
  assertEquals(linesOf(""), []);
  assertThrows(() => linesOf('{"a": 1}\n{"a":'), SyntaxError);
});
