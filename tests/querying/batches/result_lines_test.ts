import { assertEquals, assertRejects } from "@std/assert";
import { BatchRefused } from "../../../lib/querying/batches/batch_api.ts";
import { resultLines } from "../../../lib/querying/batches/result_lines.ts";

/** What is read in a body, by lines whose `a` is a key. */
const read = (body: string | null, init?: ResponseInit) =>
  Array.fromAsync(
    resultLines(
      new Response(body, init),
      ({ a }) => typeof a === "string" ? { unserved: a } : null,
    ),
  );
const CUT = { doubt: "the last line of its results cannot be read" };

Deno.test("resultLines() reads JSON lines, and hands on those that tell nothing, so that the others do not wait for them", async () => {
  assertEquals(await read('{"a": "1"}\n\n {"a": "x\\n"}\r\n'), [
    { unserved: "1" },
    { unserved: "x\n" },
  ]);
  assertEquals(await read('{"a": "1"}\n{"a": "cut\nnull\n7\n\u0000\n{"b": 1}\n{"a": "2"}'), [
    { unserved: "1" },
    { unreadable: '{"a": "cut' },
    { unreadable: "null" },
    { unreadable: "7" },
    { unreadable: "\u0000" },
    { unreadable: '{"b": 1}' },
    { unserved: "2" },
  ]);
});

Deno.test("resultLines() doubts a file that ends within a line or has none", async () => {
  assertEquals(await read('{"a": "1"}\n{"a":'), [
    { unserved: "1" },
    { unreadable: '{"a":' },
    CUT,
  ]);
  assertEquals(await read('{"error": "overloaded"}\n'), [
    { unreadable: '{"error": "overloaded"}' },
    CUT,
  ]);
  for (const empty of [null, "", "\n"]) {
    assertEquals(await read(empty), [{ doubt: "its results are empty" }]);
  }
});

Deno.test("resultLines() takes neither a page of markup nor a refusal for results", async () => {
  await assertRejects(() => read("\n <html>\n<p>Bad gateway</p>\n"), SyntaxError, "markup");
  const error = await assertRejects(() => read("busy", { status: 503 }), BatchRefused);
  assertEquals([error.status, error.body], [503, "busy"]);
  // What an SDK is told of a refusal; see passErrors.
  await assertRejects(() => read("", { headers: { "x-faultline-status": "404" } }), BatchRefused);
});
