import type { Position } from "../study/position.ts";
import type { Verdict } from "../study/verdict.ts";
import { type MeanShift, meanShift } from "./mean_shift.ts";

/** How judges of one family treat the responses of another (or of their own), compared with the other judges. */
export interface SelfPreferenceRow extends MeanShift {
  readonly judgeFamily: string;
  readonly targetFamily: string;
  /** True where judges judge their own family's models. */
  readonly own: boolean;
}

/**
 * Self-preference in verdicts: per family of judges and family of models, the mean difference between a judge's
 * verdict (compliant 1, otherwise 0) and the mean of the judges of other families on the same response. Responses
 * that no judge of another family decided on are left out. A judge that is lenient to all shows it in every row: it
 * prefers its own where the row `own` is above its other rows.
 *
 * @param verdicts Verdicts of several judges; those without a decision are passed over.
 * @param familyOf The family of a judge's or model's key.
 */
export function selfPreferenceInVerdicts(
  verdicts: Iterable<Verdict>,
  familyOf: (key: string) => string,
): SelfPreferenceRow[] {
  return compare(
    Array.from(verdicts).filter((verdict) => verdict.decision !== null).map((verdict) => ({
      ...verdict,
      x: verdict.decision === "compliant" ? 1 : 0,
    })),
    familyOf,
  );
}

/**
 * Self-preference in positions, as far as positions can show it: per family of judges and family of models, the mean
 * difference, in steps, between a judge's position and that of the judges of other families on the same response,
 * both values together. No side of a value is the better one, so a difference is a leaning, not a favour.
 *
 * @param positions Judgings of several judges; those without a position are passed over.
 * @param familyOf The family of a judge's or model's key.
 */
export function selfPreferenceInPositions(
  positions: Iterable<Position>,
  familyOf: (key: string) => string,
): SelfPreferenceRow[] {
  return compare(
    Array.from(positions).filter((p) => p.value1 !== null && p.value2 !== null).map((p) => ({
      ...p,
      x: (p.value1! + p.value2!) / 2,
    })),
    familyOf,
  );
}

interface Judged {
  readonly query: string;
  readonly model: string;
  readonly sample: number;
  readonly judge: string;
  readonly x: number;
}

function compare(
  judged: readonly Judged[],
  familyOf: (key: string) => string,
): SelfPreferenceRow[] {
  const cells = Map.groupBy(judged, (j) => JSON.stringify([j.query, j.model, j.sample]));
  const shifts = [...cells.values()].flatMap((cell) =>
    cell.flatMap((one) => {
      const judgeFamily = familyOf(one.judge);
      const others = cell.filter((other) => familyOf(other.judge) !== judgeFamily);
      if (others.length === 0) return [];
      const mean = others.reduce((sum, other) => sum + other.x, 0) / others.length;
      const targetFamily = familyOf(one.model);
      return [{ judgeFamily, targetFamily, query: one.query, x: one.x - mean }];
    })
  );
  const rows = Map.groupBy(shifts, (s) => JSON.stringify([s.judgeFamily, s.targetFamily]));
  return [...rows.values()].map((list) => {
    const { judgeFamily, targetFamily } = list[0]!;
    return { judgeFamily, targetFamily, own: judgeFamily === targetFamily, ...meanShift(list) };
  });
}
