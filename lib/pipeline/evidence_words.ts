import { readVerdicts } from "../scoring/judge_compliance.ts";
import type { Recall } from "../scoring/recall.ts";
import type { VerdictRows } from "../scoring/verdict_rows.ts";
import type { Diagnosis } from "../spec/diagnosis.ts";
import type { JudgeWords } from "../spec/finding.ts";
import type { Verdict } from "../study/verdict.ts";

/**
 * Puts the judges' words into the evidence of a diagnosis that was made without them: of the millions of verdicts a
 * study may have, a diagnosis shows those on a few queries.
 *
 * @param source Reads the words from the journal.
 * @param verdicts Those that the diagnosis was made of.
 */
export async function evidenceWords(
  source: Recall,
  verdicts: VerdictRows,
  diagnosis: Diagnosis,
): Promise<Diagnosis> {
  const shown = new Set(
    diagnosis.findings.flatMap(({ evidence }) => evidence.map(({ query }) => query)),
  );
  const indices = function* () {
    for (let i = 0; i < verdicts.length; i++) {
      const response = Math.floor(i / verdicts.judges.length);
      if (shown.has(verdicts.responses.query(response))) yield i;
    }
  };
  const found = new Map<string, Verdict>();
  for await (const verdict of readVerdicts(source, verdicts, indices())) {
    found.set(nameOf(verdict.query, verdict), verdict);
  }
  const worded = (query: string, words: JudgeWords): JudgeWords => {
    const verdict = found.get(nameOf(query, words))!;
    return {
      ...words,
      reasoning: verdict.reasoning,
      clauses: verdict.clauses.map(({ id, quote }) => ({ id, quote })),
    };
  };
  return {
    ...diagnosis,
    findings: diagnosis.findings.map((finding) => ({
      ...finding,
      evidence: finding.evidence.map((one) => ({
        ...one,
        words: one.words.map((words) => worded(one.query, words)),
      })),
    })),
  };
}

function nameOf(
  query: string,
  { model, sample, judge }: { model: string; sample: number; judge: string },
): string {
  return JSON.stringify([query, model, sample, judge]);
}
