import type { StudyRun } from "../pipeline/run_study.ts";
import { readVerdicts } from "../scoring/judge_compliance.ts";
import { type QuotedLabel, readFits, readTypes } from "../scoring/label_responses.ts";
import { readPlacements } from "../scoring/place_responses.ts";
import { TOPICS } from "../scoring/prompts/mod.ts";
import type { Recall } from "../scoring/recall.ts";
import { readResponses } from "../scoring/response_rows.ts";
import { readRubrics } from "../scoring/write_rubrics.ts";
import { type ExportTable, exportTable } from "../study/export.ts";
import type { JournalTotal } from "../study/journal.ts";
import { familyOf } from "../study/model_ref.ts";
import { OUTCOMES } from "../study/outcome.ts";
import { STRATEGIES } from "../study/rubric.ts";
import { gapTables } from "./study_gaps.ts";
import { columnsOf, inPieces, mapped, prefixed } from "./table_rows.ts";

/** The columns that every table of what a judge said of a response begins with. */
const JUDGED = {
  query: "text",
  model: "text",
  sample: "integer",
  judge: "text",
  repeat: "integer",
  outcome: "text",
} as const;

/**
 * The tables of a study, nested values flattened to columns, with all texts. Their columns depend on the config alone,
 * never on what was answered. Texts are read from the journal as the rows are, so that they are never all in memory.
 *
 * @param source Reads the texts from the study's journal.
 * @param totals What the study cost, by the journal.
 *
 * @example
 * ```ts ignore
 * const { responses } = studyTables(run, recallOf(study), await study.journal.totals());
 * for await (const { model, text } of responses!.rows) console.log(model, text);
 * ```
 */
export function studyTables(
  run: StudyRun,
  source: Recall,
  totals: readonly JournalTotal[],
): Record<string, ExportTable> {
  const tables = {
    scenarios: exportTable(
      {
        scenario: "text",
        pair: "text",
        value1: "text",
        category1: "text",
        domain1: "text",
        value2: "text",
        category2: "text",
        domain2: "text",
        generator: "text",
        queries: "integer",
      },
      mapped(run.scenarios, ({ id, pair, generator, queries }) => ({
        scenario: id,
        pair: pair.id,
        value1: pair.value1.name,
        category1: pair.value1.category,
        domain1: pair.value1.domain,
        value2: pair.value2.name,
        category2: pair.value2.category,
        domain2: pair.value2.domain,
        generator,
        queries: queries.length,
      })),
    ),
    queries: queryTable(run),
    generation: exportTable({
      pair: "text",
      generator: "text",
      nudge: "text",
      end: "text",
      detail: "text",
    }, run.generation.cells),
    responses: exportTable({
      query: "text",
      model: "text",
      sample: "integer",
      outcome: "text",
      text: "text",
      detail: "text",
      key: "text",
    }, inPieces(run.responses, (cells) => readResponses(source, cells))),
    rubrics: rubricTable(run, source),
    positions: exportTable({
      ...JUDGED,
      value1: "integer",
      value2: "integer",
      confidence: "number",
      reasoning: "text",
      place: "integer",
    }, readPlacements(source, run.positions)),
    mean_positions: exportTable({
      query: "text",
      pair: "text",
      model: "text",
      value1: "number",
      value2: "number",
    }, run.positionRows),
    ...labelTables(run, source),
    ...verdictTables(run, source),
    ...gapTables(run),
    models: exportTable(
      { model: "text", provider: "text", name: "text", family: "text" },
      mapped(run.config.panel, (model) => ({
        model: model.key,
        provider: model.provider,
        name: model.model,
        family: familyOf(model),
      })),
    ),
    subset: exportTable(
      { place: "integer", query: "text", disagreement: "number", weighted_distance: "number" },
      mapped(run.subset.rows, ({ query, disagreement }, place) => ({
        place,
        query,
        disagreement,
        // The first has nothing before it to be distant from.
        weighted_distance: place === 0 ? null : run.subset.radii[place - 1] ?? null,
      })),
    ),
    costs: costTable(totals),
  };
  return run.config.simulated ? marked(tables) : tables;
}

function queryTable({ queryRows, config }: StudyRun): ExportTable {
  const families = new Set(config.panel.map(familyOf));
  return {
    columns: {
      query: "text",
      scenario: "text",
      pair: "text",
      value1: "text",
      value2: "text",
      category1: "text",
      category2: "text",
      nudge: "text",
      generator: "text",
      text: "text",
      std_value1: "number",
      std_value2: "number",
      disagreement: "number",
      ...columnsOf("disagreement_", families, "number"),
      ...columnsOf("cells_", OUTCOMES, "integer"),
    },
    rows: mapped(queryRows, ({ by_family, outcomes, ...row }) => ({
      ...row,
      ...prefixed("disagreement_", by_family),
      ...prefixed("cells_", outcomes),
    })),
  };
}

function rubricTable({ rubrics }: StudyRun, source: Recall): ExportTable {
  return {
    columns: {
      scenario: "text",
      judge: "text",
      ...columnsOf("value1_", STRATEGIES, "text"),
      ...columnsOf("value2_", STRATEGIES, "text"),
    },
    rows: mapped(
      inPieces(rubrics, (cells) => readRubrics(source, cells)),
      ({ scenario, judge, value1, value2 }) => ({
        scenario,
        judge,
        ...prefixed("value1_", value1),
        ...prefixed("value2_", value2),
      }),
    ),
  };
}

function labelTables({ labels }: StudyRun, source: Recall): Record<string, ExportTable> {
  if (!labels) return {};
  const quoted = (rows: AsyncIterable<QuotedLabel<string>>) =>
    exportTable({
      ...JUDGED,
      label: "text",
      reasoning: "text",
      quote: "text",
      quote_found: "boolean",
    }, mapped(rows, ({ quoteFound, ...row }) => ({ ...row, quote_found: quoteFound })));
  return {
    topics: {
      columns: {
        query: "text",
        judge: "text",
        outcome: "text",
        ...columnsOf("", Object.keys(TOPICS), "boolean"),
      },
      rows: mapped(labels.topics, ({ topics, ...row }) => ({ ...row, ...prefixed("", topics) })),
    },
    response_types: quoted(readTypes(source, labels.responseTypes)),
    fits: quoted(readFits(source, labels.fits)),
    expressed_values: exportTable({
      ...JUDGED,
      name: "text",
      category: "text",
    }, expressedRows(labels)),
  };
}

function* expressedRows({ expressed, categories }: NonNullable<StudyRun["labels"]>) {
  for (const { names, ...row } of expressed) {
    for (const name of names?.length ? names : [null]) {
      const category = name === null ? null : categories.get(name)?.category ?? null;
      yield { ...row, name, category };
    }
  }
}

function verdictTables({ compliance }: StudyRun, source: Recall): Record<string, ExportTable> {
  if (!compliance) return {};
  return {
    verdicts: exportTable(
      {
        query: "text",
        pair: "text",
        model: "text",
        sample: "integer",
        judge: "text",
        outcome: "text",
        decision: "text",
        reasoning: "text",
        clauses: "text",
      },
      mapped(readVerdicts(source, compliance.verdicts), ({ clauses, ...row }) => ({
        ...row,
        clauses: clauses.map(({ id }) => `#${id}`).join(" "),
      })),
    ),
  };
}

function costTable(totals: readonly JournalTotal[]): ExportTable {
  return exportTable(
    {
      stage: "text",
      provider: "text",
      model: "text",
      completions: "integer",
      failures: "integer",
      input_tokens: "integer",
      cached_input_tokens: "integer",
      output_tokens: "integer",
      usd: "number",
      unpriced: "integer",
    },
    mapped(totals, ({ inputTokens, cachedInputTokens, outputTokens, ...total }) => ({
      ...total,
      input_tokens: inputTokens,
      cached_input_tokens: cachedInputTokens,
      output_tokens: outputTokens,
    })),
  );
}

/** No row of a simulated study may pass for a real one. */
function marked(tables: Readonly<Record<string, ExportTable>>): Record<string, ExportTable> {
  return Object.fromEntries(
    Object.entries(tables).map(([name, { columns, rows }]) => [name, {
      columns: { ...columns, simulated: "boolean" },
      rows: mapped(rows, (row) => ({ ...row, simulated: true })),
    }]),
  );
}
