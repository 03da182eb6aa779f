import type { Outcome } from "../study/outcome.ts";
import type { CellRow } from "./rows.ts";

/** What one judge said of one response. `pair` is the cluster of every interval, a value pair or a question. */
export interface LabelRow extends CellRow {
  readonly judge: string;
  /** `filtered` where a provider withheld the response, `unparseable` or `failed` where the judging gave nothing. */
  readonly outcome: Outcome;
  /** One of the table's labels, or a score; null unless `outcome` is `answered`. */
  readonly label: string | number | null;
}

/** A model and whose it is. */
export interface LabelledModel {
  readonly key: string;
  readonly provider: string;
}

/** Labels or scores of the responses of many models to many queries, by one judge or several. */
export interface LabelTable {
  /** All labels, from full answer to refusal; null where the table has scores. */
  readonly labels: readonly string[] | null;
  /** Which of the labels count as refusals. */
  readonly refusals: readonly string[];
  /** What the rows' clusters are, in words for a caption: `the query`, or the column of the table. */
  readonly clusteredOn: string;
  /** In order of first appearance. */
  readonly models: readonly LabelledModel[];
  readonly judges: readonly string[];
  /** One row per query, model and judge. */
  readonly rows: readonly LabelRow[];
  /** The texts of queries, where the table has them. */
  readonly texts: ReadonlyMap<string, string>;
  /** The responses by query and model, where the table has them. */
  readonly responses: ReadonlyMap<string, ReadonlyMap<string, string>>;
}
