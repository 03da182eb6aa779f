import { assertEquals, assertLess } from "@std/assert";
import fc from "fast-check";
import { extractJson } from "../../lib/generation/extract_json.ts";

Deno.test("extractJson() finds objects alone, in fences and in prose, in order", () => {
  assertEquals(extractJson(' {"a": 1}\n'), [{ a: 1 }]);
  assertEquals(extractJson('Sure!\n```json\n{"a": {"b": "}"}}\n```\nThen {"c": []}.'), [
    { a: { b: "}" } },
    { c: [] },
  ]);
});

Deno.test("extractJson() looks inside braces that are not JSON", () => {
  assertEquals(extractJson('{so {"a": 1} it is}'), [{ a: 1 }]);
  assertEquals(extractJson('{ "open": {"a": 1}'), [{ a: 1 }]);
});

Deno.test("extractJson() finds nothing in prose, arrays and scalars", () => {
  for (const text of ["", "no", "[1, 2]", "3", "{a: 1}", "null"]) {
    assertEquals(extractJson(text), []);
  }
});

Deno.test("extractJson() finds any object amid any prose without braces or quotes", () => {
  const prose = fc.string().map((s) => s.replace(/[{}"]/g, ""));
  fc.assert(
    fc.property(prose, fc.dictionary(fc.string(), fc.json()), prose, (before, object, after) => {
      const json = JSON.stringify(object);
      assertEquals(extractJson(`${before}${json}${after}`), [JSON.parse(json)]);
    }),
  );
});

Deno.test("extractJson() stays cheap on a text of open braces", () => {
  const start = performance.now();
  assertEquals(extractJson("{".repeat(200_000)), []);
  assertLess(performance.now() - start, 1000);
});
