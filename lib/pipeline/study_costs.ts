import type { ColumnTable } from "arquero";
import { toTable } from "../analysis/table.ts";
import { openStudy } from "../study/study.ts";

/**
 * What a study asked and spent so far, over all its runs, one row per stage and model: answers and failures, tokens,
 * US dollars, and answers that have no price. Reads the journal alone, also while another process runs the study.
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
  return toTable(
    totals.map((total) => ({
      stage: total.stage,
      model: `${total.provider}/${total.model}`,
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
