import type { PositionRow } from "../analysis/rows.ts";
import type { PositionCells } from "../scoring/place_responses.ts";
import { LazyRows } from "../scoring/rows.ts";

/**
 * One row per query and model, in order of first appearance: the mean over samples, judges and repeats of the
 * positions that are there, as `positionRows` gives it, in columns of some 25 bytes a row.
 */
export class MeanPositions extends LazyRows<PositionRow> {
  readonly length: number;
  private readonly queries: Uint32Array;
  private readonly models: Uint16Array;
  /** NaN where there is no position. */
  private readonly means: readonly [Float64Array, Float64Array];
  private readonly queryNames: readonly string[];
  private readonly modelNames: readonly string[];
  private readonly pairs: readonly string[];

  /** @param pairOf The value pair of a query. */
  constructor(positions: PositionCells, pairOf: (query: string) => string) {
    super();
    const { responses, by } = positions.source;
    this.queryNames = responses.queryNames.all;
    this.modelNames = responses.modelNames.all;
    this.pairs = this.queryNames.map(pairOf);
    const models = this.modelNames.length;
    const rowOf = new Int32Array(this.queryNames.length * models).fill(-1);
    const firsts: number[] = [];
    for (let i = 0; i < responses.length; i++) {
      const cell = responses.queryNumber(i) * models + responses.modelNumber(i);
      if (rowOf[cell] === -1) rowOf[cell] = firsts.push(i) - 1;
    }
    this.length = firsts.length;
    this.queries = Uint32Array.from(firsts, (i) => responses.queryNumber(i));
    this.models = Uint16Array.from(firsts, (i) => responses.modelNumber(i));
    this.means = [new Float64Array(this.length), new Float64Array(this.length)];
    const counts = new Uint32Array(this.length);
    const each = by.judges.length * by.repeats;
    let i = -1;
    for (const { value1, value2 } of positions) {
      i++;
      if (value1 === null || value2 === null) continue;
      const response = Math.floor(i / each);
      const row =
        rowOf[responses.queryNumber(response) * models + responses.modelNumber(response)]!;
      counts[row]!++;
      this.means[0][row]! += value1;
      this.means[1][row]! += value2;
    }
    for (const sums of this.means) counts.forEach((n, row) => sums[row]! /= n);
  }

  protected row(index: number): PositionRow {
    const query = this.queries[index]!;
    const [value1, value2] = this.means.map((values) => values[index]!);
    return {
      query: this.queryNames[query]!,
      pair: this.pairs[query]!,
      model: this.modelNames[this.models[index]!]!,
      value1: Number.isNaN(value1) ? null : value1!,
      value2: Number.isNaN(value2) ? null : value2!,
    };
  }
}
