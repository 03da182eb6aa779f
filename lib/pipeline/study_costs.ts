import type { ColumnTable } from "arquero";
import { toTable } from "../analysis/table.ts";
import { openStudy } from "../study/study.ts";

/**
 * What a study asked and spent so far, over all its runs, one row per stage and model, in the order of the stages and
 * the models' names: answers and failures, tokens, US dollars, and answers that have no price. Reads the journal alone,
 * also while another process runs the study.
 *
 * @param folder The study's folder.
 * @throws {InputError} If the folder has no study.
 *
 * @example
 * ```ts ignore
 * (await studyCosts("out/demo")).print();
 * ```
 */
export async function studyCosts(folder: string): Promise<ColumnTable> {
  await using study = await openStudy(folder, { readOnly: true });
  const totals = await study.journal.totals();
  // Which model answered first differs from run to run; the stages' order does not.
  const stages = [...new Set(totals.map(({ stage }) => stage))];
  const model = (total: typeof totals[number]) => `${total.provider}/${total.model}`;
  const inOrder = totals.toSorted((a, b) =>
    stages.indexOf(a.stage) - stages.indexOf(b.stage) || (model(a) < model(b) ? -1 : 1)
  );
  return toTable(
    inOrder.map((total) => ({
      stage: total.stage,
      model: model(total),
      answers: total.completions,
      failures: total.failures,
      input_tokens: total.inputTokens,
      output_tokens: total.outputTokens,
      usd: total.usd,
      unpriced: total.unpriced,
    })),
    ["stage", "model", "answers", "failures", "input_tokens", "output_tokens", "usd", "unpriced"],
  );
}
