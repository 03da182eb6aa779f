import { assert, assertEquals } from "@std/assert";
import { selfShowing } from "../../lib/notebook/self_showing.ts";
import { DISPLAY, View } from "../../lib/notebook/view.ts";

Deno.test("selfShowing() lets values show themselves and leaves them as they were", () => {
  const value = { a: 1 };
  selfShowing([value], ({ a }) => new View("html", `a is ${a}`));
  const shown = value as unknown as Record<symbol, () => Record<string, string>>;
  assertEquals(shown[DISPLAY]!()["text/plain"], "a is 1");
  assertEquals(Object.keys(value), ["a"]);
  assertEquals({ ...value }, { a: 1 });
  assert(!(DISPLAY in { ...value }));
});

Deno.test("selfShowing() asks how only when it is shown, and passes frozen values over", () => {
  let asked = 0;
  selfShowing([Object.freeze({}), {}], () => {
    asked++;
    return new View("", "");
  });
  assertEquals(asked, 0);
});
