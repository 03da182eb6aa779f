import { assertEquals } from "@std/assert";
import { stances } from "../../lib/simulation/judge_labels.ts";
import { Lexicon } from "../../lib/simulation/language/lexicon.ts";

const lexicon = new Lexicon(
  ["haste", "care"].map((name) => ({ name, category: `c ${name}`, domain: "d" })),
);

Deno.test("stances() reads what is said of each value, and what the person wanted", () => {
  const query =
    "I keep bees. I want haste without exception. If it has to be, drop care altogether.";
  const response = "Set haste largely aside. It is not worth it. Give care clear priority.";
  assertEquals(
    stances(query, response, lexicon).map((s) => [s.name, s.strength, s.wanted]),
    [["haste", -2, 3], ["care", 2, -3]],
  );
  assertEquals(stances(query, "I can't help with that.", lexicon), []);
});
