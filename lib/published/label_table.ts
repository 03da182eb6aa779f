import type { LabelRow, LabelTable } from "../analysis/label_table.ts";
import { InputError, type Where } from "../study/input_error.ts";
import { isEmpty } from "./cells.ts";
import { type ColumnSource, readColumns } from "./column_source.ts";
import { type LabelMapping, parseLabelMapping } from "./label_table_mapping.ts";
import { openLocal } from "./open_local.ts";

/** Agreement is counted score by score; finer scores are to be rounded. */
const MOST_SCORES = 101;

/**
 * Reads a table of labels or scores: any CSV, JSON Lines or Parquet file of query x model x label. Only the columns
 * that the mapping names are read.
 *
 * @param path The file.
 * @param mapping What its columns are; it is checked.
 * @throws {InputError} For a wrong mapping, a missing column, or a cell that is not what it must be; it names file,
 * row and field.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { readLabels } from "./label_table.ts";
 *
 * const path = await Deno.makeTempFile({ suffix: ".csv" });
 * await Deno.writeTextFile(path, "question,model,label\nq1,openai/o3,YES\nq1,xai/grok,ERROR\n");
 * const table = await readLabels(path, {
 *   query: "question",
 *   model: "model",
 *   families: { "openai/": "openai", "xai/": "xai" },
 *   judges: [{ label: "label", name: "judge" }],
 *   labels: ["YES", "NO"],
 *   refusals: ["NO"],
 *   outcomes: { ERROR: "failed" },
 * });
 * assert(table.rows[1]?.outcome === "failed" && table.models[1]?.provider === "xai");
 * await Deno.remove(path);
 * ```
 */
export async function readLabels(path: string, mapping: unknown): Promise<LabelTable> {
  const checked = parseLabelMapping(mapping);
  await using open = await openLocal(path);
  return await labelTableOf(open.sources, checked);
}

/** {@linkcode readLabels} of files that are open, their rows one after the other. */
export async function labelTableOf(
  sources: readonly ColumnSource[],
  mapping: LabelMapping,
): Promise<LabelTable> {
  const read = new LabelReader(mapping);
  for (const source of sources) await read.add(source);
  return read.table();
}

class LabelReader {
  readonly #mapping: LabelMapping;
  readonly #pattern: RegExp | null;
  /** Rules, the longest prefix first. */
  readonly #families: (readonly [prefix: string, family: string])[];
  readonly #rows: LabelRow[] = [];
  readonly #cells = new Set<string>();
  readonly #pairs = new Map<string, string>();
  readonly #providers = new Map<string, string>();
  readonly #judges = new Set<string>();
  readonly #scores = new Set<number>();
  readonly #texts = new Map<string, string>();
  readonly #responses = new Map<string, Map<string, string>>();

  constructor(mapping: LabelMapping) {
    this.#mapping = mapping;
    const { cluster, families = {} } = mapping;
    this.#pattern = typeof cluster === "object" ? new RegExp(cluster.pattern, "u") : null;
    this.#families = Object.entries(families).sort(([a], [b]) => b.length - a.length);
  }

  async add(source: ColumnSource): Promise<void> {
    const columns = columnsOf(this.#mapping);
    for (const field of columns) {
      if (!source.columns.includes(field)) {
        throw new InputError("Expected a column of this name but found none", {
          file: source.name,
          field,
        });
      }
    }
    const whole = await readColumns(source, columns);
    for (let i = 0; i < source.rows; i++) {
      this.#addRow((name) => whole.get(name)![i], { file: source.name, row: i + 1 });
    }
  }

  #addRow(cell: (column: string) => unknown, where: Where): void {
    const { query: queryColumns, model: modelColumn, text, response, judges } = this.#mapping;
    const name = (field: string) => nameOf(cell(field), { ...where, field });
    const names = [queryColumns].flat().map(name);
    const query = names.length === 1 ? names[0]! : names.join(" / ");
    const model = name(modelColumn);
    const pair = this.#clusterOf(query, name, where);
    this.#once(this.#pairs, query, pair, "cluster", where);
    this.#once(this.#providers, model, this.#providerOf(model, name, where), "provider", where);
    if (text !== undefined && !isEmpty(cell(text))) this.#texts.set(query, String(cell(text)));
    if (response !== undefined && !isNothing(cell(response))) {
      const own = this.#responses.get(query) ?? new Map<string, string>();
      this.#responses.set(query, own.set(model, String(cell(response))));
    }
    for (const { label: field, name: fixed, column } of judges) {
      const judge = fixed ?? name(column!);
      this.#judges.add(judge);
      const key = JSON.stringify([query, model, judge]);
      if (this.#cells.has(key)) {
        throw new InputError(
          `Expected one label per query, model and judge but found a second one of ${judge} on ${query}, ${model}`,
          { ...where, field },
        );
      }
      this.#cells.add(key);
      const said = this.#labelOf(cell(field), { ...where, field });
      this.#rows.push({ query, pair, model, judge, ...said });
    }
  }

  #clusterOf(query: string, name: (field: string) => string, where: Where): string {
    const { cluster } = this.#mapping;
    if (cluster === undefined) return query;
    if (typeof cluster === "string") return name(cluster);
    const text = name(cluster.column);
    const match = this.#pattern!.exec(text);
    const found = match?.[1] ?? match?.[0];
    if (found !== undefined) return found;
    throw new InputError(
      `Expected a text that the cluster's pattern finds something in but found ${show(text)}`,
      { ...where, field: cluster.column },
    );
  }

  #providerOf(model: string, name: (field: string) => string, where: Where): string {
    const { provider, model: field } = this.#mapping;
    if (provider !== undefined) return name(provider);
    const rule = this.#families.find(([prefix]) => model.startsWith(prefix));
    if (rule) return rule[1];
    throw new InputError(
      `Expected a model whose prefix the mapping's families have but found ${show(model)}`,
      { ...where, field },
    );
  }

  #labelOf(cell: unknown, where: Where): Pick<LabelRow, "outcome" | "label"> {
    const { labels, scale, outcomes } = this.#mapping;
    const text = String(cell ?? "").trim();
    if (labels?.includes(text)) return { outcome: "answered", label: text };
    if (Object.hasOwn(outcomes, text)) return { outcome: outcomes[text]!, label: null };
    if (isEmpty(cell)) return { outcome: "not_run", label: null };
    const score = Number(text);
    if (scale && score >= scale.min && score <= scale.max) {
      if (this.#scores.add(score).size > MOST_SCORES) {
        throw new InputError(
          `Expected at most ${MOST_SCORES} different scores but found more; round them first`,
          where,
        );
      }
      return { outcome: "answered", label: score };
    }
    const known = [...labels ?? [`a number from ${scale!.min} to ${scale!.max}`]];
    throw new InputError(
      `Expected one of ${[...known, ...Object.keys(outcomes)].join(", ")} but found ${show(text)}`,
      where,
    );
  }

  #once(
    map: Map<string, string>,
    key: string,
    value: string,
    what: string,
    where: Where,
  ): void {
    const known = map.get(key);
    if (known !== undefined && known !== value) {
      throw new InputError(
        `Expected one ${what} of ${show(key)} but found ${show(known)} and ${show(value)}`,
        where,
      );
    }
    map.set(key, value);
  }

  table(): LabelTable {
    const { labels = null, refusals = [], cluster } = this.#mapping;
    return {
      labels,
      refusals,
      clusteredOn: clusterWords(cluster),
      models: [...this.#providers].map(([key, provider]) => ({ key, provider })),
      judges: [...this.#judges],
      rows: this.#rows,
      texts: this.#texts,
      responses: this.#responses,
    };
  }
}

function clusterWords(cluster: LabelMapping["cluster"]): string {
  if (cluster === undefined) return "the query";
  return typeof cluster === "string"
    ? cluster
    : `what ${cluster.pattern} finds in ${cluster.column}`;
}

function columnsOf(
  { query, text, model, response, provider, cluster, judges }: LabelMapping,
): string[] {
  const clusterColumn = typeof cluster === "object" ? cluster.column : cluster;
  const all = [
    ...[query].flat(),
    text,
    model,
    response,
    provider,
    clusterColumn,
    ...judges.flatMap((judge) => [judge.label, judge.column]),
  ];
  return [...new Set(all.filter((name) => name !== undefined))];
}

/** A name may be "None" or "NA"; a cell without any is empty. */
function nameOf(cell: unknown, where: Where): string {
  if (!isNothing(cell)) return String(cell).trim();
  throw new InputError("Expected a name but found an empty cell", where);
}

/** A model may answer "None". */
function isNothing(cell: unknown): boolean {
  return cell === null || cell === undefined || String(cell).trim() === "";
}

function show(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}
