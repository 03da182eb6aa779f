import { assert, assertEquals } from "@std/assert";
import { count, foldText, shownText } from "../../lib/notebook/fold.ts";

Deno.test("foldText() folds long texts behind their beginning and length", () => {
  const { markup } = foldText(`beginning ${"word ".repeat(300)}end`);
  assert(
    markup.includes("<details") && markup.includes("(1,513 characters)"),
    markup.slice(0, 300),
  );
  assert(markup.includes("end</div>"));
  assert(!foldText("short").markup.includes("<details"));
});

Deno.test("shownText() keeps a part of a megabyte and says how much it left out", () => {
  const { markup } = shownText("x".repeat(1_000_000));
  assert(markup.length < 30_000);
  assert(markup.includes("980,000 of 1,000,000 characters left out"));
});

Deno.test("shownText() adds no white space to the text, which is shown as it is", () => {
  assert(shownText("text").markup.includes(">text</div>"));
});

Deno.test("shownText() keeps lines where a page drops styles", () => {
  assert(shownText("a\n\n<br>\r\nb").markup.includes(">a<br><br>&lt;br&gt;<br>b</div>"));
});

Deno.test("count() sets thousands apart", () => {
  assertEquals([0, 999, 1000, 1234567].map(count), ["0", "999", "1,000", "1,234,567"]);
});
