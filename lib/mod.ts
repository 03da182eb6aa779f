/**
 * All that a notebook imports.
 *
 * @module
 */
export * from "./analysis/mod.ts";
export * from "./figures/mod.ts";
export * from "./generation/mod.ts";
export * from "./notebook/mod.ts";
export * from "./pipeline/mod.ts";
export * from "./published/mod.ts";
export * from "./querying/mod.ts";
export * from "./sampling/mod.ts";
export * from "./scoring/mod.ts";
export * from "./simulation/mod.ts";
export * from "./spec/mod.ts";
export * from "./study/mod.ts";
// Where two folders use the same word, these are the ones that a notebook means.
export type { Reading } from "./generation/mod.ts";
export type { ComplianceOptions, ComplianceRow, ScoreRow } from "./scoring/mod.ts";
export { parseJson } from "./study/mod.ts";
