import type { LabelTable } from "../../lib/analysis/label_table.ts";

/**
 * A table of two judges by hand: for each query and model, what both said, as `A` (answer), `E` (evasion), `D`
 * (denial), `F` (filtered) or `-` (failed).
 */
export function labelTable(
  said: Readonly<Record<string, Readonly<Record<string, string>>>>,
): LabelTable {
  const models = [...new Set(Object.values(said).flatMap((own) => Object.keys(own)))];
  return {
    labels: ["A", "E", "D"],
    refusals: ["E", "D"],
    clusteredOn: "the query",
    models: models.map((key) => ({ key, provider: key.split("/")[0]! })),
    judges: ["j1", "j2"],
    rows: Object.entries(said).flatMap(([query, own]) =>
      Object.entries(own).flatMap(([model, letters]) =>
        [...letters].map((letter, j) => ({
          query,
          pair: query,
          model,
          judge: `j${j + 1}`,
          outcome: letter === "F" ? "filtered" : letter === "-" ? "failed" : "answered",
          label: "AED".includes(letter) ? letter : null,
        } as const))
      )
    ),
    texts: new Map(),
    responses: new Map(),
  };
}

/** The same of scores: a digit per judge. */
export function scoreTable(
  said: Readonly<Record<string, Readonly<Record<string, string>>>>,
): LabelTable {
  const table = labelTable(said);
  return {
    ...table,
    labels: null,
    refusals: [],
    rows: Object.entries(said).flatMap(([query, own]) =>
      Object.entries(own).flatMap(([model, digits]) =>
        [...digits].map((digit, j) => ({
          query,
          pair: query,
          model,
          judge: `j${j + 1}`,
          outcome: digit === "-" ? "failed" : "answered",
          label: digit === "-" ? null : Number(digit),
        } as const))
      )
    ),
  };
}
