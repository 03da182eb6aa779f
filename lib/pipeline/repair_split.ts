import type { Finding } from "../spec/finding.ts";
import { type TouchedQueries, touchedQueries } from "../spec/touched.ts";
import { Random } from "../study/random.ts";
import type { Verdict } from "../study/verdict.ts";

/** Which queries a repair is tried on. */
export interface RepairSplitOptions {
  /** The gap that the edits are to mend: its clauses and queries are touched too. */
  readonly finding?: Finding;
  /** Further queries that the edits are for. */
  readonly queries?: readonly string[];
  /**
   * Takes only `queries` and those of the finding, not all that rely on a clause: fewer calls, but blind to what the
   * edits do to other cases of their clauses. @default {false}
   */
  readonly narrow?: boolean;
  /** Queries that whoever wrote the edits has seen; their value pairs are not held out. */
  readonly seen?: Iterable<string>;
  /** The share of touched value pairs to hold out, from 0 up to, but not, 1. @default {0.3} */
  readonly heldOutFraction?: number;
  /** How many of the untouched queries to ask too, drawn by the seed. @default {0} */
  readonly untouched?: number;
  readonly seed: string | number;
}

/**
 * Finds the queries that a repair is tried on: those that edits touch, by the verdicts that rely on their clauses
 * and by the gap that they are for, some of them held out, and as many untouched ones as are asked for.
 *
 * Call it with the finding and no clauses *before* edits are written, to know what to hide from their writer, and
 * give the queries that were shown as `seen` afterwards: edits of further clauses may shift what is held out, but
 * never onto a value pair that was seen.
 *
 * @param clauses The ids of edited clauses.
 * @throws {RangeError} If a number is out of range.
 */
export function repairSplit(
  given: Iterable<Verdict>,
  clauses: readonly string[],
  options: RepairSplitOptions,
): TouchedQueries {
  const verdicts = [...given];
  const { finding, queries = [], narrow = false, seen = [], untouched = 0 } = options;
  const { heldOutFraction, seed } = options;
  if (!Number.isInteger(untouched) || untouched < 0) {
    throw new RangeError(
      `Expected untouched to be an integer of at least 0 but found ${untouched}`,
    );
  }
  const split = touchedQueries(verdicts, {
    clauses: narrow ? [] : [...clauses, ...finding?.clauses ?? []],
    queries: [...queries, ...finding?.queries ?? []],
    ...(heldOutFraction === undefined ? {} : { heldOutFraction }),
    seed,
  });
  const pairOf = new Map(verdicts.map(({ query, pair }) => [query, pair]));
  const seenPairs = new Set(Array.from(seen, (query) => pairOf.get(query)));
  const isSeen = (query: string) => seenPairs.has(pairOf.get(query));
  const touched = new Set([...split.touched, ...split.heldOut.filter(isSeen)]);
  const drawn = new Set(
    new Random(seed, "untouched").shuffle(split.untouched).slice(0, untouched),
  );
  const inOrder = [...pairOf.keys()];
  return {
    touched: inOrder.filter((query) => touched.has(query)),
    heldOut: split.heldOut.filter((query) => !isSeen(query)),
    untouched: split.untouched.filter((query) => drawn.has(query)),
  };
}
