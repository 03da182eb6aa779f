import { assert, assertEquals } from "@std/assert";
import { parseHTML } from "linkedom";
import { showStudy } from "../../lib/notebook/show_study.ts";
import { smallStudy } from "./small_study.ts";

Deno.test("showStudy() counts what there is and how every cell ended", () => {
  const view = showStudy(smallStudy());
  const { document } = parseHTML(view.html);
  const rows = [...document.querySelectorAll("tbody tr")].map((row) =>
    [...row.querySelectorAll("td")].map((cell) => cell.textContent)
  );
  assertEquals(rows[0], ["GPT-4.1", "1", "0", "0", "0", "0", "0"]);
  assertEquals(rows[3], ["Gemini 2.5 Pro", "0", "1", "0", "0", "0", "0"]);
  assert(view.text.includes("1 scenarios, 2 queries asked, 4 models, 3 of 4 positions"), view.text);
  assert(view.text.startsWith("Small (simulated)"));
});
