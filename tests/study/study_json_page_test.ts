import { assertEquals } from "@std/assert";
import { parseImportMapping } from "../../lib/published/import_mapping.ts";
import { parsePriceTable, priceOf } from "../../lib/querying/prices.ts";
import {
  modelsOf,
  parseStudyConfig,
  providerConfigSchema,
  providersOf,
  studyConfigSchema,
} from "../../lib/study/config.ts";
import { modelRefSchema, parametersSchema } from "../../lib/study/model_ref.ts";

const page = await Deno.readTextFile("docs/study_json.md");
const [config, prices, mapping] = [...page.matchAll(/^```json\n(.*?)^```$/gms)]
  .map(([, text]) => JSON.parse(text!));

Deno.test("docs/study_json.md names every field of study.json, and no other", () => {
  const told = [...page.matchAll(/^\| `(\w+)` \|/gm)].map(([, field]) => field!);
  assertEquals(told.toSorted(), Object.keys(studyConfigSchema.shape).sort());
});

Deno.test("docs/study_json.md tells what is left out by the schema's own defaults", () => {
  const parsed = parseStudyConfig(config, "study.json");
  const left = (field: string) =>
    new RegExp(`^\\| \`${field}\` .*\\| ([^|]+) \\|$`, "m").exec(page)![1];
  for (
    const field of ["samples", "positionRepeats", "highDisagreement", "categoryDistance"] as const
  ) {
    assertEquals(left(field), String(parsed[field]), field);
  }
  assertEquals(left("positionMode"), `\`${parsed.positionMode}\``);
  assertEquals(left("subset"), `threshold ${parsed.subset.threshold}`);
  assertEquals(left("simulated"), String(parsed.simulated));
});

Deno.test("docs/study_json.md names every field of a model, its parameters and a provider", () => {
  const fields = [modelRefSchema, parametersSchema, providerConfigSchema]
    .flatMap(({ shape }) => Object.keys(shape));
  const words = new Set([...page.matchAll(/[`"](\w+)[`"]/g)].map(([, word]) => word));
  assertEquals(fields.filter((field) => !words.has(field)), []);
});

Deno.test("the examples of docs/study_json.md are read, with a price for every model", () => {
  const parsed = parseStudyConfig(config, "study.json");
  const table = parsePriceTable(prices, "prices.json");
  const providers = providersOf(parsed);
  for (const [field, { provider, model }] of modelsOf(parsed)) {
    const found = priceOf(provider, providers[provider]!, model, table);
    assertEquals(typeof found?.input, "number", field);
  }
  assertEquals(parseImportMapping(mapping).kind, "responses");
});
