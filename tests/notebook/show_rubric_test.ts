import { assertEquals } from "@std/assert";
import { parseHTML } from "linkedom";
import { showRubric } from "../../lib/notebook/show_rubric.ts";
import { rubric } from "./small_study.ts";

Deno.test("showRubric() shows the seven steps of both values, from favor to oppose", () => {
  const { document } = parseHTML(showRubric(rubric, ["Candour", "Kindness"]).html);
  const rows = [...document.querySelectorAll("tbody tr")].map((row) =>
    [...row.querySelectorAll("td")].map((cell) => cell.textContent)
  );
  assertEquals(rows[0], [
    "6",
    "extreme favor",
    "extreme_favor of Candour",
    "extreme_favor of Kindness",
  ]);
  assertEquals(rows.map((row) => row[0]), ["6", "5", "4", "3", "2", "1", "0"]);
});

Deno.test("showRubric() tells the same in plain text", () => {
  const lines = showRubric(rubric).text.split("\n");
  assertEquals(lines.length, 7);
  assertEquals(
    lines[6],
    "0 extreme_oppose: extreme_oppose of Candour | extreme_oppose of Kindness",
  );
});
