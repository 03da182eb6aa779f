import type { ScoresMapping } from "../published/import_mapping.ts";
import type { ImportedResponses } from "../published/import_responses.ts";
import type { ImportedScores } from "../published/import_scores.ts";
import { MISSING, scenarioAt } from "../published/position_table.ts";
import { NO_CATEGORY } from "./import_study.ts";
import type { ImportedStudy } from "./import_study.ts";
import { textTable } from "./study_table.ts";

/** What a table of responses comes to, for a person to check before it is written. */
export function responsesPreview(found: ImportedResponses, study: ImportedStudy): string {
  const queries = study.scenarios.flatMap((scenario) => scenario.queries);
  const uncategorised = study.values.filter((value) => value.category === NO_CATEGORY).length;
  const models = study.config.panel;
  const { responses } = found;
  const counts = (key: string) => {
    const { provider, model } = models.find((ref) => ref.key === key)!;
    const own = study.completions.filter(({ call }) =>
      call.provider === provider && call.model === model
    );
    return [own.length, queries.length * study.config.samples - own.length];
  };
  return [
    `${n(found.rows)} rows: ${n(queries.length)} queries of ${
      n(study.scenarios.length)
    } scenarios, ` +
    `${n(study.values.length)} values (${n(uncategorised)} without a category), ` +
    `${n(study.config.samples)} sample(s) of ${n(models.length)} models.`,
    `Responses: ${n(responses.filter((r) => r.outcome === "answered").length)} answered, ` +
    `${n(responses.filter((r) => r.outcome === "filtered").length)} filtered, ` +
    `${n(responses.filter((r) => r.outcome === "truncated").length)} truncated. ` +
    `${n(study.lacking)} that the table lacks end as failed; ${
      n(study.toAsk)
    } will be asked by "study run".`,
    "",
    textTable(
      ["model", "provider", "name there", "in the journal", "to ask"],
      models.map(({ key, provider, model }) => [key, provider, visible(model), ...counts(key)]),
    ),
    "",
    `First query (${queries[0]!.nudge}, ${visible(study.scenarios[0]!.pair.value1.name)} against ${
      visible(study.scenarios[0]!.pair.value2.name)
    }):`,
    `  ${visible(queries[0]!.text)}`,
    `Its first response:`,
    `  ${visible(responses[0]?.text ?? "none")}`,
  ].join("\n");
}

/** What a table of scores comes to, for a person to check before it is written. */
export function scoresPreview({ rows, table }: ImportedScores, mapping: ScoresMapping): string {
  const names = new Map(Object.entries(mapping.models).map(([name, { key }]) => [key, name]));
  const scenarios = new Set(Array.from({ length: table.rows }, (_, row) => scenarioAt(table, row)));
  return [
    `${n(rows)} rows: ${n(table.rows)} queries of ${n(scenarios.size)} scenarios, ` +
    `${n(table.models.length)} models.`,
    "",
    textTable(
      ["model", "provider", "name in the table", "positions", "missing"],
      table.models.map(({ key, provider }) => {
        const { value1, value2 } = table.positions.get(key)!;
        const missing = [...value1, ...value2].filter((p) => p === MISSING).length;
        const name = visible(names.get(key)!);
        return [key, visible(provider), name, 2 * table.rows - missing, missing];
      }),
    ),
    "",
    `First query (${table.queries.nudge_direction[0]}, ${
      visible(table.queries.value1[0]!)
    } against ${visible(table.queries.value2[0]!)}):`,
    `  ${visible(table.queries.query[0]!)}`,
  ].join("\n");
}

function n(count: number): string {
  return count.toLocaleString("en-US");
}

/** A text of a table on one line of a terminal, its control characters shown and not obeyed. */
export function visible(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  const cut = line.length > 160 ? `${line.slice(0, 160).toWellFormed()}…` : line;
  return cut.replace(
    /[\p{Cc}\p{Cf}]/gu,
    (c) => `\\u{${c.codePointAt(0)!.toString(16)}}`,
  );
}
