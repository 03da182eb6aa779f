/** What models prefer when values collide. @module */
export * from "./comparisons.ts";
export * from "./fit.ts";
export * from "./out_of_sample.ts";
export * from "./rank_intervals.ts";
export * from "./rank_values.ts";
