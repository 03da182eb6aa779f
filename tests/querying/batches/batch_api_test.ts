import { assertEquals, assertThrows } from "@std/assert";
import {
  BatchRefused,
  jsonOf,
  linesOf,
  resultOf,
  textOf,
} from "../../../lib/querying/batches/batch_api.ts";

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
  assertThrows(() => linesOf("<html>\n<p>Bad gateway</p>\n"), SyntaxError);
});

Deno.test("linesOf() leaves out a line that is no object, so that the others do not wait for it", () => {
  assertEquals(linesOf('{"a": 1}\n{"a": "cut\nnull\n7\n\u0000\n{"a": 2}\n'), [{ a: 1 }, { a: 2 }]);
});

Deno.test("resultOf() can be kept, whatever stands in place of a status, a body and an id", () => {
  assertEquals(resultOf("k", 201, { a: 1 }, "r"), {
    key: "k",
    status: 201,
    body: '{"a":1}',
    requestId: "r",
  });
  for (const odd of [undefined, null, "200", 1.5, {}]) {
    assertEquals(resultOf("k", odd, undefined, 7), {
      key: "k",
      status: 200,
      body: "null",
      requestId: null,
    });
  }
});
