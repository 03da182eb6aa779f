import { expressedProfileTable } from "../analysis/expressed_profiles.ts";
import { coOccurrence } from "../analysis/panel/co_occurrence.ts";
import { rateTable } from "../analysis/rates.ts";
import { toTable } from "../analysis/table.ts";
import { coOccurrenceFigure } from "../figures/co_occurrence.ts";
import { refusalsFigure } from "../figures/refusals.ts";
import type { Figure } from "../figures/render.ts";
import { responseTypesFigure } from "../figures/response_types.ts";
import { expressedValuesFigure } from "../figures/value_profiles.ts";
import { PUBLISHED_NUMBERS } from "../published/published_numbers.ts";
import type { Made, ReproduceInput, Step } from "./reproduce_step.ts";

/** The way to what no published table has: the responses, labelled by a judge of one's own. */
const BY_A_STUDY =
  "no published table has them. They come of the responses, in a study of your own: deno task import [--data DATA] --mapping data/all_models_mapping.json --out STUDY --write; deno task study run STUDY (its judges cost money; deno task study estimate STUDY says how much); deno task study export STUDY; then deno task reproduce --data STUDY draws them.";

/** What a judge's labels tell of the responses. */
export const LABEL_STEPS: readonly Step[] = [
  {
    title: "Response types and refusals",
    figures: ["response_types", "refusals", "refusals_by_topic"],
    lacks: ({ labels, why }) =>
      labels && labels.types.length > 0 ? null : why?.labels ??
        `needs response types and topics of the responses (Figure 4), and ${BY_A_STUDY}`,
    make: responseTypes,
  },
  {
    title: "Expressed values",
    figures: ["expressed_values", "expressed_values_of_providers", "co_occurrence"],
    lacks: ({ labels, why }) =>
      labels?.expressed.some(({ categories }) => (categories ?? []).length > 0)
        ? null
        : why?.labels ??
          `needs the values that the responses express (Figures 7, 10 and 11), and ${BY_A_STUDY}`,
    make: expressedValues,
  },
];

function responseTypes(input: ReproduceInput): Made {
  const { types, refusals, says } = input.labels!;
  const options = { simulated: isSimulated(input) };
  const providers = providersOf(input);
  const typeTable = toTable(types);
  const perModel = rateTable(refusals, ({ model }) => model);
  const models = perModel.array("group") as string[];
  const byModel = perModel.assign(
    { provider: models.map((key) => providers.get(key) ?? "") } as never,
  );
  const byTopic = rateTable(refusals, ({ topics }) => topics);
  return {
    tables: [
      ["response_types", typeTable],
      ["refusals", byModel],
      ...(byTopic.numRows() > 0 ? [["refusals_by_topic", byTopic] as const] : []),
    ],
    figures: [
      responseTypesFigure(typeTable, options),
      ...drawn(byModel, (table) => refusalsFigure(table, options)),
      ...drawn(byTopic, (table) => refusalsFigure(table, options)),
    ],
    text: [says],
  };
}

function expressedValues(input: ReproduceInput): Made {
  const { expressed, says } = input.labels!;
  const simulated = isSimulated(input);
  const options = { simulated, published: !simulated };
  const providers = providersOf(input);
  const ofModels = expressedProfileTable(expressed);
  const ofProviders = expressedProfileTable(expressed, {
    groupOf: (model) => providers.get(model) ?? model,
  });
  const pairs = Object.keys(PUBLISHED_NUMBERS.figure11_diagonal).map((pair) => pair.split(">"));
  const [given, shown] = pairs.find((pair) => pair.every((model) => providers.has(model))) ??
    [...providers.keys()];
  const together = toTable(
    coOccurrence(expressed, { given: [given!], shown: [shown!], minGiven: 5 }),
  );
  return {
    tables: [
      ["expressed_values", ofModels],
      ["expressed_values_of_providers", ofProviders],
      ...(together.numRows() > 0 ? [["co_occurrence", together] as const] : []),
    ],
    figures: [
      expressedValuesFigure(ofModels, options),
      expressedValuesFigure(ofProviders, { simulated, name: "expressed_values_of_providers" }),
      ...drawn(together, (table) => coOccurrenceFigure(table, options)),
    ],
    text: [says],
  };
}

/** A figure of a table that has something to show. */
function drawn<Table extends { numRows(): number }>(
  table: Table,
  draw: (table: Table) => Figure,
): Figure[] {
  return table.numRows() === 0 ? [] : [draw(table)];
}

function providersOf({ table }: ReproduceInput): ReadonlyMap<string, string> {
  return new Map(table.models.map(({ key, provider }) => [key, provider]));
}

/** Labels of a simulated judge are simulated, whoever responded. */
function isSimulated({ simulated = false, labels }: ReproduceInput): boolean {
  return simulated || (labels?.simulated ?? false);
}
