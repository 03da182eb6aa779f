/** Models and bins compared. @module */
export * from "./adjust.ts";
export * from "./disagreement_bins.ts";
export * from "./mcnemar.ts";
export * from "./paired_differences.ts";
export * from "./risk_ratios.ts";
