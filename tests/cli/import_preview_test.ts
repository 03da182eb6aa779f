import { assertEquals, assertStringIncludes } from "@std/assert";
import { scoresPreview, visible } from "../../lib/cli/import_preview.ts";
import { parseImportMapping, type ScoresMapping } from "../../lib/published/import_mapping.ts";
import { smallTable } from "../published/small_table.ts";

Deno.test("visible() shows control characters instead of obeying them, on one short line", () => {
  assertEquals(visible("a\n b\u001b[31m\u202e"), "a b\\u{1b}[31m\\u{202e}");
  assertEquals(visible("é".repeat(500)).length, 161);
});

Deno.test("scoresPreview() counts positions and missing ones by model", () => {
  const table = smallTable({ o3: [[1, null], [2, 3]], grok_4: [[0, 0], [6, 6]] });
  const mapping = parseImportMapping({
    kind: "scores",
    query: "q",
    value1: "a",
    value2: "b",
    positions: {},
    models: {
      "openai/o3": { key: "o3", provider: "openai" },
      "grok\u0007": { key: "grok_4", provider: "xai" },
    },
  }) as ScoresMapping;
  const told = scoresPreview({ rows: 4, table }, mapping);
  assertStringIncludes(told, "4 rows: 2 queries of 2 scenarios, 2 models.");
  assertEquals(/o3 .*openai\/o3 +(\d+) +(\d+)/.exec(told)?.slice(1), ["3", "1"]);
  assertStringIncludes(told, "grok\\u{7}");
  assertStringIncludes(told, "query 0");
});
