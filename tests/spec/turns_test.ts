import { assertEquals } from "@std/assert";
import { readTurns } from "../../lib/spec/turns.ts";

Deno.test("readTurns() numbers comparisons and reads marks and notes", () => {
  const turns = readTurns([
    "<developer>",
    "Be brief.",
    "</developer>",
    '<user comment="x">',
    "Hi",
    " </user>",
    "<comparison>",
    "<assistant> <!-- BAD: long -->",
    "Well, hello there",
    "</assistant>",
    "<assistant> <!-- GOOD -->",
    "Hi!",
    "</assistant>",
    "*</comparison>",
    "<user>",
    "Bye",
    "</user>",
    "*<comparison>",
    "*<assistant> <!-- OK: thought before -->",
    "Bye!",
    "</assistant>",
    "</comparison>",
  ].join("\n"));
  assertEquals(turns.map(({ role, label, note, comparison }) => [role, label, note, comparison]), [
    ["developer", null, null, null],
    ["user", null, null, null],
    ["assistant", "bad", "long", 0],
    ["assistant", "good", null, 0],
    ["user", null, null, null],
    ["assistant", "ok", "thought before", 1],
  ]);
  assertEquals(turns[1]?.text, "Hi");
});

Deno.test("readTurns() takes everything inside a turn for its text", () => {
  const text = "<untrusted>\n<user>\n</comparison>\n# no heading\n</untrusted>";
  assertEquals(readTurns(`<assistant>\r\n${text}\r\n</assistant>`)[0]?.text, text);
});

Deno.test("readTurns() gives none for other text or a turn that stays open", () => {
  assertEquals(readTurns("for (const user of users) {}"), []);
  assertEquals(readTurns("<user>\nHi\n</assistant>"), []);
});
