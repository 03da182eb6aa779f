import * as aq from "arquero";
import { join } from "node:path";
import { readTaxonomy } from "../generation/taxonomy.ts";
import type { ResponsesMapping } from "../published/import_mapping.ts";
import type { ImportedScenario } from "../published/import_queries.ts";
import type { ImportedResponses } from "../published/import_responses.ts";
import { toCsv } from "../published/write_csv.ts";
import type { Completion } from "../study/completion.ts";
import { IMPORTED_PROVIDER, parseStudyConfig, type StudyConfig } from "../study/config.ts";
import type { ModelRef } from "../study/model_ref.ts";
import { queryId, type Scenario } from "../study/scenario.ts";
import { openStudy } from "../study/study.ts";
import type { Value } from "../study/value.ts";

/** The category and the domain of a value that the mapping's taxonomy does not have. */
export const NO_CATEGORY = "no category";

/** A study made of imported responses, not written yet. */
export interface ImportedStudy {
  /** What stands in `study.json`. */
  readonly json: object;
  readonly config: StudyConfig;
  readonly values: readonly Value[];
  readonly scenarios: readonly Scenario[];
  /** The models by their names in the table. */
  readonly panel: ReadonlyMap<string, ModelRef>;
}

/**
 * Makes a study of imported responses: its scenarios are given, its panel are the table's models. Its journal is filled
 * by `importCompletions`, so that a run goes on with rubrics and positions.
 *
 * @param found The table, read.
 * @param file The mapping's name in messages.
 * @param taxonomy The path of the taxonomy, or undefined.
 * @throws {InputError} For a fault in what the mapping says of the study.
 */
export async function importStudy(
  found: ImportedResponses,
  mapping: ResponsesMapping,
  options: { readonly file: string; readonly taxonomy?: string },
): Promise<ImportedStudy> {
  const panel = new Map(
    Object.entries(mapping.models).map(([name, model]) => [
      name,
      {
        ...model,
        provider: model.provider ?? IMPORTED_PROVIDER,
        model: model.model ?? name,
      } as ModelRef,
    ]),
  );
  const json = studyJson(mapping, [...panel.values()], found.samples);
  const config = parseStudyConfig(json, `${options.file}, study`);
  const values = await valuesOf(found.scenarios, options.taxonomy);
  return { json, config, values, scenarios: scenariosOf(found.scenarios, values), panel };
}

/** Completions that are made durable together. */
const TOGETHER = 500;

/** Writes an imported study into an empty folder, its completions as they come. */
export async function writeStudy(
  study: ImportedStudy,
  completions: AsyncIterable<Completion>,
  folder: string,
): Promise<void> {
  await Deno.writeTextFile(
    join(folder, "study.json"),
    `${JSON.stringify(study.json, null, 2)}\n`,
  );
  await Deno.writeTextFile(
    join(folder, "values.csv"),
    toCsv(aq.from([...study.values], ["name", "category", "domain"])),
  );
  await Deno.writeTextFile(
    join(folder, "scenarios.jsonl"),
    study.scenarios.map((scenario) => `${JSON.stringify(scenario)}\n`).join(""),
  );
  await using open = await openStudy(folder);
  let waiting: Promise<void>[] = [];
  for await (const completion of completions) {
    // Appends that wait together are committed together.
    waiting.push(open.journal.append(completion));
    if (waiting.length < TOGETHER) continue;
    await Promise.all(waiting);
    waiting = [];
  }
  await Promise.all(waiting);
}

function studyJson(mapping: ResponsesMapping, panel: readonly ModelRef[], samples: number) {
  const imported = panel.some((model) => model.provider === IMPORTED_PROVIDER);
  const { providers, ...rest } = mapping.study;
  return {
    ...rest,
    taxonomy: "values.csv",
    scenarios: "scenarios.jsonl",
    panel,
    samples,
    providers: {
      ...(providers as object | undefined),
      // Nothing is ever sent there: the journal has an answer to every question to an imported model.
      ...(imported
        ? {
          [IMPORTED_PROVIDER]: {
            api: "openai",
            baseUrl: "http://127.0.0.1:9/imported",
            retries: 0,
          },
        }
        : {}),
    },
  };
}

async function valuesOf(
  scenarios: readonly ImportedScenario[],
  taxonomy: string | undefined,
): Promise<Value[]> {
  const names = new Set(
    scenarios.flatMap(({ queries: [query] }) => [query!.value1, query!.value2]),
  );
  const known = taxonomy === undefined ? [] : await readTaxonomy(taxonomy);
  const byName = new Map(known.map((value) => [value.name.toLowerCase(), value]));
  return [...names].map((name) => ({
    name,
    category: byName.get(name.toLowerCase())?.category ?? NO_CATEGORY,
    domain: byName.get(name.toLowerCase())?.domain ?? NO_CATEGORY,
  }));
}

function scenariosOf(
  scenarios: readonly ImportedScenario[],
  values: readonly Value[],
): Scenario[] {
  const byName = new Map(values.map((value) => [value.name, value]));
  const pairs = new Map<string, string>();
  return scenarios.map(({ queries }, i) => {
    const { value1, value2, generator } = queries[0]!;
    const id = `s${number(i)}`;
    // Both orders of two values are one cluster.
    const pair = JSON.stringify([value1, value2].sort());
    if (!pairs.has(pair)) pairs.set(pair, `p${number(pairs.size)}`);
    return {
      id,
      pair: {
        id: pairs.get(pair)!,
        value1: byName.get(value1)!,
        value2: byName.get(value2)!,
      },
      generator,
      queries: queries.map(({ nudge, text }) => ({
        id: queryId(id, nudge),
        scenario: id,
        nudge,
        text,
      })),
    };
  });
}

function number(i: number): string {
  return String(i).padStart(6, "0");
}
