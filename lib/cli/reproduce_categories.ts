import { pairMap } from "../analysis/panel/mod.ts";
import { toTable } from "../analysis/table.ts";
import { type ProfileRow, valueProfileTable } from "../analysis/value_profiles.ts";
import { pairMapFigure } from "../figures/pair_map.ts";
import { positionProfilesFigure } from "../figures/value_profiles.ts";
import { disagreementOf } from "../published/disagreement_table.ts";
import { pairAt } from "../published/position_table.ts";
import type { ReproduceInput, Step } from "./reproduce_step.ts";

const NO_TAXONOMY = "needs the categories of the values: name a taxonomy with --taxonomy";

/** What positions tell of the categories of values, where a taxonomy names them. */
export const CATEGORY_STEPS: readonly Step[] = [
  {
    title: "Value profiles",
    figures: ["position_profiles", "position_profiles_of_providers"],
    lacks: ({ categories }) => categories === null ? NO_TAXONOMY : null,
    make(input) {
      const { simulated = false } = input;
      const rows = profileRows(input);
      const providers = new Map(input.table.models.map(({ key, provider }) => [key, provider]));
      const ofModels = valueProfileTable(rows);
      const ofProviders = valueProfileTable(rows, {
        groupOf: (model) => providers.get(model) ?? "",
      });
      return {
        tables: [["position_profiles", ofModels], ["position_profiles_of_providers", ofProviders]],
        figures: [
          positionProfilesFigure(ofModels, { simulated }),
          positionProfilesFigure(ofProviders, {
            name: "position_profiles_of_providers",
            simulated,
          }),
        ],
      };
    },
  },
  {
    title: "Fault lines between categories",
    figures: ["pair_map"],
    lacks: (input) =>
      input.categories === null
        ? NO_TAXONOMY
        : mapRows(input).some((row) => row.n >= 5)
        ? null
        : "no pair of categories has 5 queries",
    make(input) {
      const map = toTable(mapRows(input));
      return {
        tables: [["pair_map", map]],
        figures: [pairMapFigure(map, { simulated: input.simulated ?? false })],
      };
    },
  },
];

/** Rows whose two values both have a category. */
function profileRows({ rows, table, categories }: ReproduceInput): ProfileRow[] {
  const category = (value: string | undefined) => categories?.get((value ?? "").toLowerCase());
  return rows.flatMap((row) => {
    const at = Number(row.query);
    const category1 = category(table.queries.value1[at]);
    const category2 = category(table.queries.value2[at]);
    return category1 === undefined || category2 === undefined
      ? []
      : [{ ...row, category1, category2 }];
  });
}

function mapRows({ table, categories }: ReproduceInput) {
  const category = (value: string | undefined) => categories?.get((value ?? "").toLowerCase());
  return pairMap(
    Array.from({ length: table.rows }, (_, row) => row).flatMap((row) => {
      const category1 = category(table.queries.value1[row]);
      const category2 = category(table.queries.value2[row]);
      const d = disagreementOf(table, undefined, row).disagreement;
      return category1 === undefined || category2 === undefined || d === null
        ? []
        : [{ pair: pairAt(table, row), category1, category2, disagreement: d }];
    }),
  );
}
