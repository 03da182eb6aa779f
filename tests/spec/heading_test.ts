import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { parseSpec } from "../../lib/spec/parse.ts";
import { readHeading, writeHeading } from "../../lib/spec/heading.ts";
import { InputError } from "../../lib/study/input_error.ts";

const read = (content: string, plain = content) =>
  readHeading(content, plain, { file: "s.md", field: "line 4" });

Deno.test("readHeading() splits a title from its id and attributes", () => {
  assertEquals(read("Do not lie {#do_not_lie authority=user tags=a,b}"), {
    title: "Do not lie",
    id: "do_not_lie",
    attributes: { authority: "user", tags: "a,b" },
  });
});

Deno.test("readHeading() reads kramdown's colon, quoted values and classes", () => {
  assertEquals(read(`A {: .note #a-b note="two words" x='y z' }`), {
    title: "A",
    id: "a-b",
    attributes: { class: "note", note: "two words", x: "y z" },
  });
});

Deno.test("readHeading() takes the title from the plain text", () => {
  assertEquals(read("Do *not* `lie` {#lie}", "Do not lie {#lie}").title, "Do not lie");
});

Deno.test("readHeading() leaves other braces in the title", () => {
  for (const title of ["Sets {a, b}", "{}", "Use {x} well", "JSON {", "Escaped \\{#x}"]) {
    assertEquals(read(title), { title, id: null, attributes: {} });
  }
});

Deno.test("readHeading() takes attributes only at the end", () => {
  assertEquals(read("{#a} and more").id, null);
});

Deno.test("readHeading() names the place of attributes that it cannot read", () => {
  for (const block of ["{#a #b}", "{#a authority=}", "{# a}", "{#a b}", '{#a x="y}']) {
    const error = assertThrows(() => read(`A ${block}`), InputError);
    assertEquals(
      error.message,
      `s.md, line 4: Expected attributes such as {#id authority=user} but found ${block}`,
    );
  }
});

Deno.test("writeHeading() writes what a parse reads back", () => {
  const title = fc.array(
    fc.constantFrom("A", "*b*", "_c_", "[d](e)", "`f`", "<g>", "&amp;", "{h}", "#", "\\", "1."),
    { minLength: 1 },
  ).map((words) => words.join(" "));
  const attributes = fc.constantFrom<Record<string, string>>(
    {},
    { authority: "user" },
    { authority: "user", class: "a b", note: "two words" },
  );
  fc.assert(
    fc.property(title, attributes, fc.integer({ min: 1, max: 6 }), (title, given, level) => {
      const clause = parseSpec(writeHeading(level, title, "x", given)).clauses[0];
      const { authority, ...rest } = given;
      assertEquals(
        [clause?.title, clause?.id, clause?.level, clause?.authority, clause?.attributes],
        [title, "x", level, authority ?? null, rest],
      );
    }),
  );
});
