import { assertEquals } from "@std/assert";
import * as aq from "arquero";
import { withProviders } from "../../lib/published/with_providers.ts";
import { smallTable } from "./small_table.ts";

Deno.test("withProviders() puts the provider after the model, empty for a model of none", () => {
  const counts = aq.table({ model: ["grok_4", "unknown", "o3"], count: [1, 2, 3] });
  const table = smallTable({ o3: [[1, 1]], grok_4: [[1, 1]] });
  const found = withProviders(counts, table);
  assertEquals(found.columnNames(), ["model", "provider", "count"]);
  assertEquals(found.array("provider"), ["xai", "", "openai"]);
});
