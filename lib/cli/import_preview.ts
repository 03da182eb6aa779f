import type { ScoresMapping } from "../published/import_mapping.ts";
import type { ImportedResponses } from "../published/import_responses.ts";
import type { ImportedScores } from "../published/import_scores.ts";
import { MISSING, scenarioAt } from "../published/position_table.ts";
import { IMPORTED_PROVIDER } from "../study/config.ts";
import type { ImportCounts } from "./import_completions.ts";
import { type ImportedStudy, NO_CATEGORY } from "./import_study.ts";
import { textTable } from "./study_table.ts";

/** What a table of responses comes to, for a person to check before it is written. */
export function responsesPreview(
  found: ImportedResponses,
  study: ImportedStudy,
  counts: ImportCounts,
): string {
  const queries = study.scenarios.flatMap((scenario) => scenario.queries);
  const uncategorised = study.values.filter((value) => value.category === NO_CATEGORY).length;
  const { samples } = study.config;
  const cells = queries.length * samples;
  const { outcomes } = counts;
  return [
    `${n(found.rows)} rows: ${n(queries.length)} queries of ${
      n(study.scenarios.length)
    } scenarios, ` +
    `${n(study.values.length)} values (${n(uncategorised)} without a category), ` +
    `${n(samples)} sample(s) of ${n(study.panel.size)} models.`,
    `Responses: ${n(outcomes.answered)} answered, ${n(outcomes.filtered)} filtered, ` +
    `${n(outcomes.truncated)} truncated. ${n(counts.lacking)} that the table lacks end as failed; ${
      n(counts.toAsk)
    } will be asked by "study run".`,
    "",
    textTable(
      ["model", "provider", "name there", "answers", "failed", "to ask"],
      [...study.panel].map(([name, { key, provider, model }]) => {
        const kept = counts.kept.get(name)!;
        const rest = cells - kept;
        const [failed, toAsk] = provider === IMPORTED_PROVIDER ? [rest, 0] : [0, rest];
        return [key, provider, visible(model), kept, failed, toAsk];
      }),
    ),
    "",
    `First query (${queries[0]!.nudge}, ${visible(study.scenarios[0]!.pair.value1.name)} against ${
      visible(study.scenarios[0]!.pair.value2.name)
    }):`,
    `  ${visible(queries[0]!.text)}`,
    `Its first response:`,
    `  ${visible(counts.first ?? "none")}`,
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
