import { Random } from "../../lib/study/random.ts";
import type { ValuePair } from "../../lib/study/value.ts";
import type { Decision, Verdict } from "../../lib/study/verdict.ts";
import type { PositionRow } from "../../lib/analysis/rows.ts";
import { disagreement } from "../../lib/scoring/disagreement.ts";
import type { PlantedGap, SampleNotes } from "../../lib/spec/sample_notes.ts";

/** What a panel and three judges made of a spec. */
export interface Measured {
  readonly verdicts: Verdict[];
  readonly positions: PositionRow[];
  readonly disagreement: Map<string, number>;
  readonly pairs: ValuePair[];
}

const MODELS = ["m1", "m2", "m3", "m4", "m5", "m6"];
const JUDGES = ["j1", "j2", "j3"];

/**
 * Draws verdicts on a spec with known gaps, by the plainest model of each kind: in an open contradiction each judge
 * follows one of the two clauses and decides by that clause's side; in a silence none is followed; a vague clause is
 * followed by all, each judge setting the bar elsewhere; under a coarse clause all passes. Where no gap is open, one
 * clause is followed, models keep to its side and judges err in one of twenty cases.
 *
 * @param open Which gaps are open.
 * @param draw Names the draw: another one gives the same queries other answers and decisions.
 */
export function measure(
  notes: SampleNotes,
  open: readonly PlantedGap[],
  seed: string,
  draw: string,
): Measured {
  const measured: Measured = { verdicts: [], positions: [], disagreement: new Map(), pairs: [] };
  const flawed = new Set(notes.gaps.flatMap(({ clauses }) => clauses));
  const sound = Object.entries(notes.speaks_for).filter(([id]) => !flawed.has(id)).map((
    [id, [category]],
  ) => ({
    id: `sound_${id}`,
    clause: id,
    categories: [category ?? "", "Ethical responsibility"] as const,
    gap: undefined,
  }));
  const topics = [
    ...notes.gaps.map((gap) => ({
      id: gap.id,
      clause: gap.clauses[0] ?? gap.mend[0]?.clause ?? "",
      categories: gap.categories,
      gap: open.includes(gap) ? gap : undefined,
    })),
    ...sound,
  ];
  for (const topic of topics) {
    for (let i = 0; i < 12; i++) {
      const pair = `${topic.id}_${i}`;
      const value = (category: string, n: number) => ({
        name: `${pair}_${n}`,
        category,
        domain: "d",
      });
      const [first, second] = topic.categories;
      measured.pairs.push({ id: pair, value1: value(first, 1), value2: value(second, 2) });
      for (const nudge of ["neutral", "value1"]) {
        draw_(
          measured,
          topic,
          `${pair}/${nudge}`,
          pair,
          new Random(seed, draw, pair, nudge),
          notes,
        );
      }
    }
  }
  return measured;
}

function draw_(
  { verdicts, positions, disagreement: spread }: Measured,
  topic: { clause: string; gap: PlantedGap | undefined },
  query: string,
  pair: string,
  random: Random,
  notes: SampleNotes,
): void {
  const { gap } = topic;
  const rows = MODELS.map((model, i): PositionRow => {
    const side = gap ? (i % 2 ? 5 : 1) : 5;
    const value1 = Math.max(0, Math.min(6, Math.round(side + 0.6 * random.normal())));
    return { query, pair, model, value1, value2: 6 - value1 };
  });
  positions.push(...rows);
  spread.set(query, disagreement(rows).disagreement ?? 0);
  for (const { model, value1 } of rows) {
    for (const [j, judge] of JUDGES.entries()) {
      const favors = (value1 ?? 0) >= 3;
      const lot = random.next();
      const flip = random.next() < 0.05;
      let clauses = [topic.clause];
      let good: boolean | null = favors;
      if (gap?.kind === "contradiction") {
        clauses = [gap.clauses[lot < 0.5 ? 0 : 1] ?? ""];
        good = lot < 0.5 ? favors : !favors;
      } else if (gap?.kind === "silence") {
        clauses = lot < 0.3 ? [random.pick(Object.keys(notes.speaks_for))] : [];
        good = lot < 0.3 ? random.next() < 0.5 : null;
      } else if (gap?.kind === "ambiguity") {
        good = (value1 ?? 0) >= [1, 4, 6][(j + random.int(2)) % 3]!;
      } else if (gap?.kind === "granularity") {
        good = true;
      }
      const decision: Decision = good === null
        ? "ambiguous"
        : good !== flip
        ? "compliant"
        : "non-compliant";
      verdicts.push({
        query,
        pair,
        model,
        sample: 0,
        judge,
        outcome: "answered",
        decision,
        reasoning: "Because.",
        clauses: clauses.map((id) => ({ id, exists: true, quote: null, quoteFound: null })),
      });
    }
  }
}
