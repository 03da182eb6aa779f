import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { fence, readFences } from "../../lib/generation/fence.ts";

const hostile = fc.string({
  unit: fc.constantFrom("`", "``", "```", "````r\n", "\n", "a", " ", "\r\n"),
});

Deno.test("fence() cannot be closed by the text, and readFences() gives the text back", () => {
  fc.assert(
    fc.property(fc.array(hostile, { minLength: 1, maxLength: 4 }), (texts) => {
      const message = texts.map((text, i) => `Text ${i}:\n${fence(text, `text ${i}`)}\n`).join(
        "\n",
      );
      assertEquals(readFences(message), texts.map((text, i) => ({ label: `text ${i}`, text })));
    }),
    { numRuns: 2000 },
  );
});

Deno.test("fence() lets no line of the text be as long a run of backticks as its own", () => {
  fc.assert(fc.property(hostile, (text) => {
    const line = fence(text, "x").split("\n")[0]!.replace("x", "");
    assert(!text.includes(line));
  }));
});

Deno.test("fence() refuses a label that could hold text of others", () => {
  assertThrows(() => fence("a", "b\nc"), RangeError, '"b\\nc"');
});
