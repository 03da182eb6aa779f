import { assertEquals } from "@std/assert";
import { STYLE } from "../../lib/notebook/style.ts";

/** The names of classes, less those that only scripts or other parts look for. */
const found = (text: string) => new Set(text.match(/\bfl-[a-z]+\b/g));

Deno.test("the style speaks of no class that no display has", async () => {
  let sources = "";
  for await (const { name } of Deno.readDir("lib/notebook")) {
    if (name.endsWith(".ts") && name !== "style.ts") {
      sources += await Deno.readTextFile(`lib/notebook/${name}`);
    }
  }
  assertEquals([...found(STYLE).difference(found(sources))], []);
});

Deno.test("the style stays within displays, and loads nothing", () => {
  for (const rule of STYLE.split("\n").filter(Boolean)) {
    const selectors = rule.slice(0, rule.indexOf("{")).split(",");
    assertEquals(selectors.filter((selector) => !selector.startsWith(".fl-view")), [], rule);
  }
  assertEquals(/url\(|@import|expression|</i.test(STYLE), false);
});
