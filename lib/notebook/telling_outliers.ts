import type { OutlierFlag } from "../analysis/outliers.ts";

/** A response that stands alone, and where the other models' responses to the same query stand. */
export interface TellingOutlier {
  readonly flag: OutlierFlag;
  readonly others: readonly OutlierFlag[];
}

/** The outliers that are shown, and how many there are. */
export interface TellingOutliers {
  /** In the order in which they are worth their room: each model's most telling one, each model's second, … */
  readonly chosen: readonly TellingOutlier[];
  /** All outliers of each model that has one. */
  readonly counts: ReadonlyMap<string, number>;
}

interface Candidate extends TellingOutlier {
  /** From how many others it differs, on the value where these are most. */
  readonly strength: number;
  /** How far from the others it stands there, on average. */
  readonly distance: number;
}

/**
 * Chooses among outliers, of which a large study has many thousands. The more others one differs from, the more it
 * tells, and among those alike the farther it stands from them. Models take turns, so that each is seen even where one
 * of them stands alone far more often than the rest.
 *
 * No more than some hundred of each model are held at a time, however many there are.
 *
 * @param queries The flags of one query after the other.
 * @param most How many to choose.
 * @throws {RangeError} If `most` is no positive integer.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { flagOutliers } from "../analysis/outliers.ts";
 * import { tellingOutliers } from "./telling_outliers.ts";
 *
 * const flags = ["a", "b", "c", "d"].map((model, i) => (
 *   { query: "q", pair: "p", model, value1: i === 0 ? 6 : 1, value2: 3 }
 * ));
 * const { chosen, counts } = tellingOutliers([flagOutliers(flags)], 10);
 * assert(chosen[0]?.flag.model === "a" && counts.get("a") === 1);
 * ```
 */
export function tellingOutliers(
  queries: Iterable<readonly OutlierFlag[]>,
  most: number,
): TellingOutliers {
  if (!Number.isInteger(most) || most < 1) {
    throw new RangeError(`Expected most to be a positive integer but found ${most}`);
  }
  const models = new Map<string, { count: number; best: Candidate[] }>();
  for (const flags of queries) {
    for (const flag of flags) {
      if (flag.outlier !== true) continue;
      const own = models.get(flag.model) ?? { count: 0, best: [] };
      models.set(flag.model, own);
      own.count++;
      own.best.push(candidate(flag, flags));
      if (own.best.length >= 2 * most + 100) own.best = own.best.sort(byTelling).slice(0, most);
    }
  }
  const ranked = [...models.values()].flatMap(({ best }) =>
    best.sort(byTelling).map((item, rank) => ({ item, rank }))
  ).sort((a, b) => a.rank - b.rank || byTelling(a.item, b.item));
  return {
    chosen: ranked.slice(0, most).map(({ item: { flag, others } }) => ({ flag, others })),
    counts: new Map([...models].map(([model, { count }]) => [model, count])),
  };
}

/** The most telling first. */
export function inTellingOrder<T extends TellingOutlier>(outliers: readonly T[]): T[] {
  return outliers.map((outlier) => ({ outlier, rank: candidateOf(outlier) }))
    .sort((a, b) => byTelling(a.rank, b.rank)).map(({ outlier }) => outlier);
}

function candidate(flag: OutlierFlag, flags: readonly OutlierFlag[]): Candidate {
  return candidateOf({ flag, others: flags.filter((other) => other !== flag) });
}

function candidateOf({ flag, others }: TellingOutlier): Candidate {
  const alone = [
    { is: flag.outlier1, differs: flag.differs1 ?? 0, key: "value1" as const },
    { is: flag.outlier2, differs: flag.differs2 ?? 0, key: "value2" as const },
  ].filter(({ is }) => is).map(({ differs, key }) => ({
    strength: differs,
    distance: meanDistance(flag[key], others.map((other) => other[key])),
  }));
  const [best = { strength: 0, distance: 0 }] = alone.sort((a, b) =>
    b.strength - a.strength || b.distance - a.distance
  );
  return { flag, others, ...best };
}

function meanDistance(own: number | null, others: readonly (number | null)[]): number {
  const there = others.filter((other) => other !== null);
  if (own === null || there.length === 0) return 0;
  return there.reduce((sum, other) => sum + Math.abs(own - other), 0) / there.length;
}

function byTelling(a: Candidate, b: Candidate): number {
  return b.strength - a.strength || b.distance - a.distance ||
    compare(a.flag.query, b.flag.query) || compare(a.flag.model, b.flag.model);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
