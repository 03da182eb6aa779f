import { Random } from "../study/random.ts";
import type { Verdict } from "../study/verdict.ts";

/** Which queries an edit concerns. */
export interface TouchedOptions {
  /** The ids of the touched clauses. */
  readonly clauses: readonly string[];
  /** Queries that the edit is for though no verdict relies on its clauses: those of a silence. */
  readonly queries?: readonly string[];
  /** The share of touched value pairs to hold out, from 0 up to, but not, 1. @default {0.3} */
  readonly heldOutFraction?: number;
  readonly seed: string | number;
}

/** The queries of a set of verdicts, in three parts, each in order of first appearance. */
export interface TouchedQueries {
  /** Touched queries that whoever writes the edit may see. */
  readonly touched: readonly string[];
  /** Touched queries that stay unseen until the edit is written: they show whether it holds beyond its cases. */
  readonly heldOut: readonly string[];
  /** All others: an edit is to leave them as they are. */
  readonly untouched: readonly string[];
}

/**
 * Finds what an edit touches, so that only this need be asked again. A query is touched where a verdict on one of
 * its responses relies on a touched clause, or where `queries` names it.
 *
 * Whole value pairs are held out, since the queries of one pair resemble each other. The seed puts the pairs in an
 * order that depends on nothing else, and the first of the touched ones are held out: so edits of other clauses,
 * and more verdicts, hold out the same pairs as far as they touch them.
 *
 * @throws {RangeError} If the fraction is out of range.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { touchedQueries } from "./touched.ts";
 *
 * const verdicts = ["p1", "p2", "p3", "p4"].map((pair) => ({
 *   query: `${pair}/neutral`,
 *   pair,
 *   model: "o3",
 *   sample: 0,
 *   judge: "j",
 *   outcome: "answered" as const,
 *   decision: "compliant" as const,
 *   reasoning: null,
 *   clauses: [{ id: pair === "p4" ? "style" : "lies", exists: true, quote: null, quoteFound: null }],
 * }));
 * const split = touchedQueries(verdicts, { clauses: ["lies"], heldOutFraction: 1 / 3, seed: 1 });
 * assert(split.touched.length === 2 && split.heldOut.length === 1);
 * assert(split.untouched.join() === "p4/neutral");
 * ```
 */
export function touchedQueries(
  verdicts: readonly Verdict[],
  options: TouchedOptions,
): TouchedQueries {
  const fraction = options.heldOutFraction ?? 0.3;
  if (!(fraction >= 0 && fraction < 1)) {
    throw new RangeError(
      `Expected heldOutFraction to be at least 0 and below 1 but found ${fraction}`,
    );
  }
  const clauses = new Set(options.clauses);
  const hit = new Set(options.queries);
  const pairOf = new Map<string, string>();
  for (const verdict of verdicts) {
    pairOf.set(verdict.query, verdict.pair);
    if (verdict.clauses.some(({ id }) => clauses.has(id))) hit.add(verdict.query);
  }
  const queries = [...pairOf.keys()];
  const pairs = new Set(queries.filter((query) => hit.has(query)).map((q) => pairOf.get(q)));
  const held = new Set(
    inSeedOrder(pairs, options.seed).slice(0, Math.round(fraction * pairs.size)),
  );
  const isHeld = (query: string) => held.has(pairOf.get(query));
  return {
    touched: queries.filter((query) => hit.has(query) && !isHeld(query)),
    heldOut: queries.filter((query) => hit.has(query) && isHeld(query)),
    untouched: queries.filter((query) => !hit.has(query)),
  };
}

function inSeedOrder<T extends string | undefined>(pairs: Iterable<T>, seed: string | number): T[] {
  const random = new Random(seed, "held out");
  const keyed = [...pairs].map((pair) => ({ pair, key: random.fork(pair ?? "").next() }));
  return keyed.sort((a, b) => a.key - b.key).map(({ pair }) => pair);
}
