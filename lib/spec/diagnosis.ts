import type { PositionRow } from "../analysis/rows.ts";
import { HIGH_DISAGREEMENT } from "../scoring/disagreement.ts";
import type { PositionPair } from "../scoring/disagreement.ts";
import type { Verdict } from "../study/verdict.ts";
import { ambiguities, differenceRate } from "./ambiguity.ts";
import type { Spec } from "./clause.ts";
import { contradictions, oppositionRate } from "./contradiction.ts";
import { rank, score, settle } from "./finding.ts";
import type { Finding, Suspicion } from "./finding.ts";
import type { GapKind } from "./gap.ts";
import { coarseClauses } from "./granularity.ts";
import { type Judgings, judgings } from "./judgings.ts";
import { silences } from "./silence.ts";

/** What a diagnosis rests on. */
export interface DiagnosisInput {
  readonly spec: Spec;
  /** At most one per query, model, sample and judge. */
  readonly verdicts: Iterable<Verdict>;
  /** The panel's disagreement on each query, 0 to 3. */
  readonly disagreement: ReadonlyMap<string, number>;
  /** One row per query and model. Without it, no granularity is found. */
  readonly positions?: readonly PositionRow[];
}

/** How to diagnose. */
export interface DiagnosisOptions {
  /** The topic of a value pair, by which silences are sorted; without it all pairs are one topic. */
  readonly topicOf?: (pair: string) => string;
  /** From which disagreement on it is high. @default {1.5} */
  readonly high?: number;
  /** The coverage of the intervals. @default {0.95} */
  readonly level?: number;
  /** How many queries each finding shows in full. @default {3} */
  readonly queriesShown?: number;
}

/** What is to be mended in a spec, the surest first, and what was left out of it. */
export interface Diagnosis {
  readonly findings: readonly Finding[];
  /** How many clauses, pairs of clauses and topics had cases of 2 value pairs or more, with a hit or without. */
  readonly tested: number;
  readonly answered: number;
  readonly unanswered: number;
  readonly unknownClauses: number;
}

/**
 * Finds where a spec leaves models and judges apart: {@linkcode contradictions}, {@linkcode silences},
 * {@linkcode ambiguities} and {@linkcode coarseClauses} say what counts as a case and what as a hit. Each finding's
 * score is hits / cases, with an interval clustered on the value pair (`clusteredRate`). Judges differ on any spec, so
 * that every one has findings: those that mean something *stand out*, a score above its baseline by a one-sided test
 * that allows for how many were tested (Benjamini and Hochberg 1995). On a spec without gaps at most one diagnosis in twenty
 * has such a finding. They come first; the order within is that of the interval's lower end. As findings are the
 * extremes of many, expect them to be milder on fresh queries, and their intervals to be too narrow: hold some out
 * (`touchedQueries`) for the test of a repair.
 *
 * @throws {RangeError} If a judge has two verdicts on one response or a query and model two positions, or if an
 * option is out of range.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { diagnose } from "./diagnosis.ts";
 * import { parseSpec } from "./parse.ts";
 *
 * const spec = parseSpec("# Truth {#truth}\n\nSay all.\n\n# Care {#care}\n\nHurt no one.\n");
 * const verdicts = ["p1", "p2", "p3"].flatMap((pair) =>
 *   (["truth", "care"] as const).map((id) => ({
 *     query: `${pair}/neutral`,
 *     pair,
 *     model: "o3",
 *     sample: 0,
 *     judge: `judge of ${id}`,
 *     outcome: "answered" as const,
 *     decision: id === "truth" ? "compliant" as const : "non-compliant" as const,
 *     reasoning: null,
 *     clauses: [{ id, exists: true, quote: null, quoteFound: null }],
 *   }))
 * );
 * const [first] = diagnose({ spec, verdicts, disagreement: new Map() }).findings;
 * assert(first?.kind === "contradiction" && first.clauses.join() === "care,truth");
 * assert(first?.score.n === 3 && first.score.estimate === 1);
 * ```
 */
export function diagnose(input: DiagnosisInput, options: DiagnosisOptions = {}): Diagnosis {
  const high = options.high ?? HIGH_DISAGREEMENT;
  const queriesShown = options.queriesShown ?? 3;
  if (!(high > 0 && high <= 3)) {
    throw new RangeError(`Expected high to be above 0 and at most 3 but found ${high}`);
  }
  if (!Number.isInteger(queriesShown) || queriesShown < 0) {
    throw new RangeError(
      `Expected queriesShown to be an integer of at least 0 but found ${queriesShown}`,
    );
  }
  const sorted = judgings(input.verdicts, input.spec.clauses.map(({ id }) => id));
  const positionOf = positionsOf(input);
  const level = options.level ?? 0.95;
  const source = { disagreement: input.disagreement, positionOf, queriesShown, level };
  const { answered, unanswered, unknownClauses } = sorted;
  const { contradiction, silence, ambiguity, granularity } = suspicionsOf(input, options, sorted);
  const scored = [
    ...score(contradiction, source, oppositionRate(sorted)),
    ...score(silence, source),
    ...score(ambiguity, source, differenceRate(sorted)),
    ...score(granularity, source),
  ];
  const tested = scored.filter(({ p }) => !Number.isNaN(p)).length;
  return { findings: rank(settle(scored, level)), tested, answered, unanswered, unknownClauses };
}

/** What could be a gap of each kind, with all its cases, hits or not. */
export function suspicionsOf(
  input: DiagnosisInput,
  options: Pick<DiagnosisOptions, "topicOf" | "high"> = {},
  sorted: Judgings = judgings(input.verdicts, input.spec.clauses.map(({ id }) => id)),
): Readonly<Record<GapKind, Suspicion[]>> {
  const high = options.high ?? HIGH_DISAGREEMENT;
  const topicOf = options.topicOf ?? (() => "all value pairs");
  return {
    contradiction: contradictions(sorted),
    silence: silences(sorted, input.disagreement, topicOf, high),
    ambiguity: ambiguities(sorted),
    granularity: coarseClauses(sorted, positionsOf(input), high),
  };
}

/** Where a model's response to a query stands. */
function positionsOf({ positions = [] }: DiagnosisInput) {
  const places = indexPlaces(positions);
  return (query: string, model: string) => places.get(query)?.get(model);
}

function indexPlaces(rows: readonly PositionRow[]): Map<string, Map<string, PositionPair>> {
  const places = new Map<string, Map<string, PositionPair>>();
  for (const { query, model, value1, value2 } of rows) {
    if (value1 === null && value2 === null) continue;
    const models = places.get(query) ?? new Map<string, PositionPair>();
    places.set(query, models);
    if (models.has(model)) {
      throw new RangeError(
        `Expected one position per query and model but found two of ${query}, ${model}`,
      );
    }
    models.set(model, { value1, value2 });
  }
  return places;
}
