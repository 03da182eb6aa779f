import type { Decision, Verdict } from "../../lib/study/verdict.ts";

const DECISIONS: Record<string, Decision> = {
  "+": "compliant",
  "-": "non-compliant",
  "?": "ambiguous",
};

/**
 * Verdicts from short lines, `query model judge decision clauses`: `p1/a o3 j1 + truth,care`. The pair is what
 * stands before the `/` of the query; the decision is `+`, `-`, `?`, or `x` for one that failed.
 */
export function verdicts(...lines: string[]): Verdict[] {
  return lines.map((line) => {
    const [query = "", model = "", judge = "", mark = "", clauses] = line.split(" ");
    const decision = DECISIONS[mark] ?? null;
    return {
      query,
      pair: query.split("/")[0] ?? "",
      model,
      sample: 0,
      judge,
      outcome: decision ? "answered" : "failed",
      decision,
      reasoning: decision ? `${judge} on ${model}` : null,
      clauses: (clauses ?? "").split(",").filter(Boolean).map((id) => ({
        id,
        exists: true,
        quote: `words of ${model}`,
        quoteFound: true,
      })),
    };
  });
}
