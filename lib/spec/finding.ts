import { clusteredRate, pAbove } from "../analysis/clustered_rate.ts";
import { benjaminiHochberg } from "../analysis/comparison/adjust.ts";
import type { Estimate } from "../analysis/interval.ts";
import type { Decision } from "../study/verdict.ts";
import { GAP_KINDS } from "./gap.ts";
import type { GapKind } from "./gap.ts";
import type { Judging } from "./judgings.ts";

/** One case that could show a gap, and whether it does. */
export interface Case {
  readonly query: string;
  readonly pair: string;
  readonly hit: boolean;
  /** The judgings that it rests on; only those of hits are kept. */
  readonly judgings: readonly Judging[];
}

/** What a case without a hit keeps. */
export const NO_JUDGINGS: readonly Judging[] = [];

/** All cases of one possible gap. */
export interface Suspicion {
  readonly kind: GapKind;
  /** The clauses to mend; for a silence, those that judges named in their need, most often first. */
  readonly clauses: readonly string[];
  /** For a silence, what the spec is silent on; else null. */
  readonly topic: string | null;
  readonly cases: readonly Case[];
}

/** What one judge said of one response. */
export interface JudgeWords {
  readonly model: string;
  readonly sample: number;
  readonly judge: string;
  readonly decision: Decision;
  /** The clauses that the judge named and the words quoted from the response. */
  readonly clauses: readonly { readonly id: string; readonly quote: string | null }[];
  readonly reasoning: string | null;
  /** Where the response stands, 0 to 6, where that is known. */
  readonly value1: number | null;
  readonly value2: number | null;
}

/** A query that shows a gap, with the responses and the judges' words. */
export interface Evidence {
  readonly query: string;
  readonly pair: string;
  /** The disagreement of the panel on the query, where it is known. */
  readonly disagreement: number | null;
  readonly words: readonly JudgeWords[];
}

/** A gap of the spec, scored. */
export interface Finding {
  readonly kind: GapKind;
  readonly clauses: readonly string[];
  readonly topic: string | null;
  /** The rate of hits among the cases, with an interval clustered on the value pair. */
  readonly score: Estimate;
  /**
   * The rate to compare with: for a contradiction how often two deciding judges oppose each other, for an ambiguity
   * how often two judges differ, whatever clauses they rely on; else the score's own rate over all clauses or topics.
   */
  readonly baseline: number;
  /** The one-sided p-value of a score above the baseline (`pAbove`); NaN with cases of fewer than 2 value pairs. */
  readonly p: number;
  /** Adjusted by Benjamini and Hochberg over all that the diagnosis tested, with a hit or without. */
  readonly pAdjusted: number;
  /**
   * Whether the score is above its baseline at the level of the diagnosis, many as there were to look at. What does
   * not stand out may be nothing but how often judges differ anyway.
   */
  readonly standsOut: boolean;
  /** Every query with a hit, by falling disagreement. */
  readonly queries: readonly string[];
  /** The first of these, with what was said. */
  readonly evidence: readonly Evidence[];
}

/** What evidence is made of, and how much of it a finding shows. */
export interface EvidenceSource {
  readonly disagreement: ReadonlyMap<string, number>;
  /** Position of a response on both values. */
  readonly positionOf: (
    query: string,
    model: string,
  ) => { readonly value1: number | null; readonly value2: number | null } | undefined;
  readonly queriesShown: number;
  readonly level: number;
}

/** A suspicion with its score, before it is known how many others were tested. */
export type Scored = Omit<Finding, "pAdjusted" | "standsOut">;

/**
 * Scores suspicions of one kind, also those without a hit: they were looked at too.
 *
 * @param baseline What to compare the scores with; without it, the rate over all the cases.
 */
export function score(
  suspicions: readonly Suspicion[],
  source: EvidenceSource,
  baseline: number = pooledRate(suspicions),
): Scored[] {
  return suspicions.map(({ kind, clauses, topic, cases }) => {
    const found = cases.filter(({ hit }) => hit);
    const flags = cases.map(({ hit }) => hit);
    const rate = clusteredRate(flags, cases.map(({ pair }) => pair), { level: source.level });
    const byQuery = Map.groupBy(found, ({ query }) => query);
    const queries = [...byQuery.keys()].sort((a, b) =>
      (source.disagreement.get(b) ?? -1) - (source.disagreement.get(a) ?? -1) || (a < b ? -1 : 1)
    );
    const evidence = queries.slice(0, source.queriesShown).map((query) =>
      evidenceOf(query, byQuery.get(query) ?? [], source)
    );
    const p = pAbove(rate, baseline);
    return { kind, clauses, topic, score: rate, baseline, p, queries, evidence };
  });
}

function pooledRate(suspicions: readonly Suspicion[]): number {
  const flags = suspicions.flatMap(({ cases }) => cases.map(({ hit }) => hit));
  return flags.filter(Boolean).length / flags.length;
}

/**
 * Says of each score whether it stands out among all that were tested, by Benjamini and Hochberg (1995) at rate
 * `1 - level` of false ones, and leaves out what has no hit.
 */
export function settle(scored: readonly Scored[], level: number): Finding[] {
  const adjusted = benjaminiHochberg(scored.map(({ p }) => p));
  return scored.flatMap((one, i) => {
    const pAdjusted = adjusted[i]!;
    return one.queries.length === 0
      ? []
      : [{ ...one, pAdjusted, standsOut: pAdjusted < 1 - level }];
  });
}

/**
 * Orders findings: those that stand out first, then by the lower end of their interval, so that two cases never
 * outrank two hundred; then by the rate, the number of cases, the kind and the ids.
 */
export function rank(findings: readonly Finding[]): Finding[] {
  const name = (f: Finding) => JSON.stringify([GAP_KINDS.indexOf(f.kind), f.topic, f.clauses]);
  return findings.toSorted((a, b) =>
    Number(b.standsOut) - Number(a.standsOut) || b.score.low - a.score.low ||
    b.score.estimate - a.score.estimate || b.score.n - a.score.n ||
    (name(a) < name(b) ? -1 : 1)
  );
}

function evidenceOf(query: string, cases: readonly Case[], source: EvidenceSource): Evidence {
  const judgings = new Set(cases.flatMap((c) => c.judgings));
  return {
    query,
    pair: cases[0]?.pair ?? "",
    disagreement: source.disagreement.get(query) ?? null,
    words: [...judgings].map(({ model, sample, judge, decision, cited, reasoning }) => {
      const position = source.positionOf(query, model);
      return {
        model,
        sample,
        judge,
        decision,
        clauses: cited.map(({ id, quote }) => ({ id, quote })),
        reasoning,
        value1: position?.value1 ?? null,
        value2: position?.value2 ?? null,
      };
    }),
  };
}
