import type { JournalTotal } from "../study/journal.ts";
import type { Manifest } from "../study/manifest.ts";
import { dollars, textTable } from "./study_table.ts";

/** What is said of every simulated study. */
export const SIMULATED =
  "The study is simulated: no real model was asked, and the money is made up.";

/** What was asked and spent so far, by stage and model, and how the last run ended. */
export function statusLines(
  totals: readonly JournalTotal[],
  manifest: Manifest | undefined,
): string {
  const rows = totals.map((t) => [
    t.stage,
    `${t.provider}/${t.model}`,
    t.completions,
    t.failures,
    t.inputTokens,
    t.outputTokens,
    dollars(t.completions > 0 && t.unpriced === t.completions ? null : t.usd),
    t.unpriced,
  ]);
  const usd = totals.reduce((sum, total) => sum + total.usd, 0);
  const unpriced = totals.reduce((sum, total) => sum + total.unpriced, 0);
  const header = [
    "stage",
    "model",
    "answers",
    "failures",
    "input tokens",
    "output tokens",
    "cost",
    "unpriced",
  ];
  return [
    rows.length > 0 ? textTable(header, rows) : "Nothing was asked yet.",
    "",
    `Spent: ${dollars(usd)}${unpriced > 0 ? `, and ${unpriced} answers without a price` : ""}`,
    ...(manifest?.simulated ? [SIMULATED] : []),
    lastRun(manifest),
  ].join("\n");
}

function lastRun(manifest: Manifest | undefined): string {
  const run = manifest?.runs.at(-1);
  if (!run) return "Runs: none";
  const end = run.endedAt
    ? `${run.end} ${run.endedAt}`
    : "has not ended (it is running, or was killed)";
  return `Runs: ${manifest!.runs.length}, the last began ${run.startedAt} and ${end}`;
}
