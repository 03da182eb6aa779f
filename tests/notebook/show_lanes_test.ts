import { assert, assertEquals } from "@std/assert";
import { parseHTML } from "linkedom";
import { showLanes } from "../../lib/notebook/show_lanes.ts";

Deno.test("showLanes() tells of each provider how many calls may be under way, and its pause", () => {
  const view = showLanes([
    { provider: "anthropic", inFlight: 0, limit: 1024, pausedSeconds: 0 },
    { provider: "<openai>", inFlight: 3, limit: 16, pausedSeconds: 80 },
  ]);
  const { document } = parseHTML(view.html);
  const rows = [...document.querySelectorAll("tbody tr")].map((row) =>
    [...row.querySelectorAll("td")].map((cell) => cell.textContent)
  );
  assertEquals(rows, [
    ["anthropic", "1,024", "0", "no pause"],
    ["<openai>", "16", "3", "pauses for 1 min 20 s"],
  ]);
  assertEquals(
    [...document.querySelectorAll("td[data-n]")].map((cell) => cell.getAttribute("data-n")),
    ["1024", "0", "16", "3"],
  );
  assertEquals(
    view.text,
    "anthropic: 1,024 at once, 0 under way, no pause\n<openai>: 16 at once, 3 under way, pauses for 1 min 20 s",
  );
});

Deno.test("showLanes() says that nothing was sent where no provider was in use", () => {
  assert(showLanes([]).html.includes("every answer came from the journal"));
});
