import { clusteredMean } from "../analysis/clustered.ts";
import type { Estimate, IntervalOptions } from "../analysis/interval.ts";
import type { Verdict } from "../study/verdict.ts";
import { judgePairs, judgings } from "./judgings.ts";
import type { Judging } from "./judgings.ts";
import type { TouchedQueries } from "./touched.ts";

/** What was found under one revision of the spec. */
export interface RepairMeasurement {
  /** At most one per query, model, sample and judge. */
  readonly verdicts: readonly Verdict[];
  /** The panel's disagreement on each query, 0 to 3. */
  readonly disagreement: ReadonlyMap<string, number>;
}

/** A mean before and after, over what both measurements have. */
export interface PairedChange {
  readonly before: number;
  readonly after: number;
  /** After less before; `n` counts the units that both have. The interval is clustered on the value pair. */
  readonly change: Estimate;
  /** Units that only one of the two has; they count in none of the means. */
  readonly unpaired: number;
}

/** What an edit changed on one set of queries. */
export interface RepairChange {
  /** Queries of the set. */
  readonly queries: number;
  /** Disagreement of the panel; the unit is a query. */
  readonly disagreement: PairedChange;
  /** Share of compliant decisions; the unit is a judge's verdict on a response. */
  readonly compliance: PairedChange;
  /**
   * Raw agreement of the judges: on each response, the share of pairs of judges with equal decisions; the unit is a
   * response that two or more judges decided both times.
   */
  readonly agreement: PairedChange;
}

/** What an edit changed, set by set. */
export type RepairComparison = Readonly<Record<keyof TouchedQueries, RepairChange>>;

/**
 * Compares two revisions of a spec by what models and judges made of them, each unit with itself. An interval that
 * leaves out 0 on the touched queries alone may be chance: they were picked for being extreme, and extremes fall
 * back when asked again. The held-out queries are picked the same way, but were not seen by whoever wrote the edit;
 * compare also with the untouched ones. Each side's verdicts go by its own revision: an edit that asks for less, or
 * forbids everything, makes compliance and agreement rise too, so read the clause before you call it mended.
 *
 * @param before Under the earlier revision.
 * @param after Under the edited one, the same queries, models and judges asked again.
 * @param split What the edit touches.
 * @returns NaN where a set has no paired unit; the intervals are NaN with fewer than 2 value pairs.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { compareRepairs } from "./compare_repairs.ts";
 *
 * const split = { touched: ["p1/neutral", "p2/neutral"], heldOut: [], untouched: [] };
 * const measured = (decision: "compliant" | "ambiguous", disagreement: number) => ({
 *   verdicts: ["p1", "p2"].map((pair) => ({
 *     query: `${pair}/neutral`,
 *     pair,
 *     model: "o3",
 *     sample: 0,
 *     judge: "j",
 *     outcome: "answered" as const,
 *     decision,
 *     reasoning: null,
 *     clauses: [],
 *   })),
 *   disagreement: new Map(split.touched.map((query) => [query, disagreement])),
 * });
 * const { touched } = compareRepairs(measured("ambiguous", 2), measured("compliant", 0.5), split);
 * assert(touched.disagreement.change.estimate === -1.5);
 * assert(touched.compliance.change.estimate === 1);
 * ```
 */
export function compareRepairs(
  before: RepairMeasurement,
  after: RepairMeasurement,
  split: TouchedQueries,
  options: IntervalOptions = {},
): RepairComparison {
  const pairOf = new Map(
    [...after.verdicts, ...before.verdicts].map(({ query, pair }) => [query, pair]),
  );
  const measure = (queries: readonly string[]): RepairChange => {
    const x = sideOf(before, queries);
    const y = sideOf(after, queries);
    const change = (a: Units, b: Units) => pairedChange(a, b, pairOf, options);
    return {
      queries: queries.length,
      disagreement: change(x.disagreement, y.disagreement),
      compliance: change(complianceUnits(x), complianceUnits(y)),
      agreement: change(agreementUnits(x, y), agreementUnits(y, x)),
    };
  };
  return {
    touched: measure(split.touched),
    heldOut: measure(split.heldOut),
    untouched: measure(split.untouched),
  };
}

/** A number per unit, under a key that both measurements give it. */
type Units = ReadonlyMap<string, { readonly query: string; readonly value: number }>;

interface Side {
  readonly disagreement: Units;
  /** Judgings by response. */
  readonly responses: ReadonlyMap<string, readonly Judging[]>;
}

function sideOf(side: RepairMeasurement, queries: readonly string[]): Side {
  const set = new Set(queries);
  const verdicts = side.verdicts.filter(({ query }) => set.has(query));
  return {
    disagreement: new Map(queries.flatMap((query) => {
      const value = side.disagreement.get(query);
      return value === undefined ? [] : [[query, { query, value }] as const];
    })),
    responses: new Map(
      judgings(verdicts, []).byResponse.map((response) => [responseKey(response[0]), response]),
    ),
  };
}

function pairedChange(
  before: Units,
  after: Units,
  pairOf: ReadonlyMap<string, string>,
  options: IntervalOptions,
): PairedChange {
  const keys = [...before.keys()].filter((key) => after.has(key));
  const values = (units: Units) => keys.map((key) => units.get(key)?.value ?? NaN);
  const x = values(before);
  const y = values(after);
  const clusters = keys.map((key) => {
    const query = before.get(key)?.query ?? "";
    return pairOf.get(query) ?? query;
  });
  return {
    before: mean(x),
    after: mean(y),
    change: clusteredMean(y.map((value, i) => value - (x[i] ?? NaN)), clusters, options),
    unpaired: before.size + after.size - 2 * keys.length,
  };
}

function complianceUnits({ responses }: Side): Units {
  return new Map(
    [...responses].flatMap(([key, response]) =>
      response.map(({ query, judge, decision }) =>
        [`${key} ${judge}`, { query, value: decision === "compliant" ? 1 : 0 }] as const
      )
    ),
  );
}

/** A judge that decided only once is left out on both sides, so that the same judges are compared. */
function agreementUnits({ responses }: Side, other: Side): Units {
  return new Map([...responses].flatMap(([key, response]) => {
    const counterpart = other.responses.get(key);
    const judges = counterpart && new Set(counterpart.map(({ judge }) => judge));
    const shared = judges ? response.filter(({ judge }) => judges.has(judge)) : response;
    const equal = [...judgePairs(shared)].map(([a, b]) => a.decision === b.decision ? 1 : 0);
    const query = response[0]?.query ?? "";
    return equal.length === 0 ? [] : [[key, { query, value: mean(equal) }] as const];
  }));
}

function responseKey(judging: Judging | undefined): string {
  return JSON.stringify([judging?.query, judging?.model, judging?.sample]);
}

const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
