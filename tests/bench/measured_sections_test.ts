import { assertEquals, assertThrows } from "@std/assert";
import { replaceSections } from "./measured_sections.ts";

const DOCUMENT = `# Speed

Written by hand, with $& and $1.

<!-- measured: table -->
old
<!-- end: table -->

More by hand.

<!-- measured: aims -->
<!-- end: aims -->
`;

Deno.test("replaceSections() replaces what was measured and leaves every other word alone", () => {
  const once = replaceSections(DOCUMENT, { table: "| $& | new |", aims: "- met\n" });
  assertEquals(
    once,
    `# Speed

Written by hand, with $& and $1.

<!-- measured: table -->
| $& | new |
<!-- end: table -->

More by hand.

<!-- measured: aims -->
- met
<!-- end: aims -->
`,
  );
  assertEquals(
    replaceSections(once, { table: "old", aims: "" }),
    DOCUMENT.replace("aims -->\n<", "aims -->\n\n<"),
  );
});

Deno.test("replaceSections() refuses a document whose marks are missing, doubled or out of order", () => {
  const broken = [
    "no marks",
    "<!-- measured: table -->",
    "<!-- end: table --><!-- measured: table -->",
    `${DOCUMENT}${DOCUMENT}`,
    `${DOCUMENT}<!-- end: table -->`,
  ];
  for (const document of broken) {
    assertThrows(() => replaceSections(document, { table: "" }), Error, "measured: table");
  }
});

Deno.test("the documents that measurements write to have their sections", async () => {
  const sections = {
    "docs/querying_speed.md": ["table", "conditions", "aims"],
    "docs/journal_speed.md": ["table", "bounds", "conditions"],
    "docs/analysis_speed.md": ["table"],
  };
  for (const [path, names] of Object.entries(sections)) {
    const document = await Deno.readTextFile(new URL(`../../${path}`, import.meta.url));
    const inner = Object.fromEntries(names.map((name) => [name, `the new ${name}`]));
    const written = replaceSections(document, inner);
    for (const text of Object.values(inner)) assertEquals(written.split(text).length, 2);
  }
});
