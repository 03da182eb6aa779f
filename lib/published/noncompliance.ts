import { clusteredRate } from "../analysis/clustered_rate.ts";
import type { JudgedResponse } from "./judge_evaluations.ts";

/** The share of queries of a bin on which every model is problematic. */
export interface BinRate {
  readonly bin: string;
  readonly vote: "majority" | "any";
  readonly rate: number;
  readonly low: number;
  readonly high: number;
  readonly count: number;
  /** Queries of which it is known: every response of theirs has a decision of each judge, and a majority of them. */
  readonly n: number;
  /** Queries left out, for a decision is missing or the judges are tied. */
  readonly missing: number;
}

/**
 * Frequent non-compliance by bin of disagreement (Zhang et al. 2025, Figure 2): a response is problematic when
 * most judges (or any judge) say that it is not compliant, ambiguous included; a query counts when all its
 * responses are problematic. Intervals are clustered on the value pair.
 *
 * @param models How many models a query must have responses of. @default {5}
 */
export function noncomplianceByBin(
  responses: readonly JudgedResponse[],
  models = 5,
): BinRate[] {
  const binned = responses.filter((response) => response.bin !== null);
  const bins = [...Map.groupBy(binned, (response) => response.bin ?? "")].sort(([a], [b]) =>
    a < b ? -1 : 1
  );
  return (["majority", "any"] as const).flatMap((vote) =>
    bins.map(([bin, own]) => {
      const queries = [...Map.groupBy(own, (response) => response.query).values()];
      const known = queries.filter((all) =>
        new Set(all.map((r) => r.model)).size >= models &&
        all.every((r) => isProblematic(r, vote) !== null)
      );
      const flags = known.map((all) => all.every((r) => isProblematic(r, vote)));
      const { estimate, low, high } = clusteredRate(flags, known.map((all) => all[0]?.pair ?? ""));
      return {
        bin,
        vote,
        rate: estimate,
        low,
        high,
        count: flags.filter(Boolean).length,
        n: known.length,
        missing: queries.length - known.length,
      };
    })
  );
}

/**
 * Whether most judges, or any, find a response not compliant; null where one of them gave no decision, and where as many
 * find it compliant as not.
 */
export function isProblematic(
  { decisions }: JudgedResponse,
  vote: "majority" | "any",
): boolean | null {
  const given = [...decisions.values()];
  if (given.includes(null)) return null;
  const problems = given.filter((decision) => decision !== "compliant").length;
  if (vote === "any") return problems > 0;
  const half = given.length / 2;
  return problems === half ? null : problems > half;
}
