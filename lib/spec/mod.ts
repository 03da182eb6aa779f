/**
 * A spec as an object: its clauses, the differences between two revisions, the gaps that verdicts and disagreement
 * show, and what an edit changes.
 *
 * @module
 */
export * from "./clause.ts";
export { clauseIds } from "./clause_id.ts";
export * from "./compare_repairs.ts";
export * from "./diagnosis.ts";
export * from "./diff.ts";
export * from "./edit.ts";
export type { Evidence, Finding, JudgeWords } from "./finding.ts";
export * from "./gap.ts";
export { gapRate } from "./gap_rate.ts";
export * from "./match.ts";
export * from "./parse.ts";
export { proposeEditPrompt } from "./prompts/propose_edit.ts";
export * from "./propose_edit.ts";
export * from "./read.ts";
export * from "./sample_notes.ts";
export { categoryTopic } from "./silence.ts";
export * from "./touched.ts";
export { diffWords, similarity } from "./words.ts";
export type { WordChange } from "./words.ts";
