import { assertEquals } from "@std/assert";
import { countGeneration, GENERATION_ENDS } from "../../lib/generation/generation_cell.ts";

Deno.test("countGeneration() counts written, declined and incomplete as answered too", () => {
  const cells = GENERATION_ENDS.filter((end) => end !== "answered").map((end) => ({
    pair: "p000000",
    generator: "o3",
    nudge: "neutral" as const,
    end,
    detail: null,
  }));
  assertEquals(countGeneration(cells), {
    answered: 3,
    filtered: 1,
    truncated: 1,
    unparseable: 1,
    failed: 1,
    not_run: 1,
    written: 1,
    declined: 1,
    incomplete: 1,
  });
});
