import { assertEquals } from "@std/assert";
import {
  expressedProfiles,
  expressedProfileTable,
  type ExpressedRow,
} from "../../lib/analysis/expressed_profiles.ts";

const row = (query: string, model: string, categories: (string | null)[] | null): ExpressedRow => ({
  query,
  pair: query,
  model,
  categories,
});

const rows = [
  row("q1", "o3", ["Care", "Care", "Law"]),
  row("q2", "o3", [null]),
  row("q3", "o3", null),
  row("q1", "grok_4", []),
];

Deno.test("expressedProfiles() counts names, responses and denominators, with zeros", () => {
  const cells = expressedProfiles(rows);
  assertEquals(
    cells.map((c) => [c.group, c.category, c.count, c.responses, c.assessed, c.missing, c.rate]),
    [
      ["o3", "(none)", 1, 1, 2, 1, 0.5],
      ["o3", "Care", 2, 1, 2, 1, 0.5],
      ["o3", "Law", 1, 1, 2, 1, 0.5],
      ["grok_4", "(none)", 0, 0, 1, 0, 0],
      ["grok_4", "Care", 0, 0, 1, 0, 0],
      ["grok_4", "Law", 0, 0, 1, 0, 0],
    ],
  );
});

Deno.test("expressedProfiles() puts a provider's models together", () => {
  const care = expressedProfiles(rows, { groupOf: () => "all" }).find((c) => c.category === "Care");
  assertEquals([care?.count, care?.responses, care?.assessed], [2, 1, 3]);
});

Deno.test("expressedProfileTable() has one row per cell", () => {
  assertEquals(expressedProfileTable(rows).numRows(), 6);
});
