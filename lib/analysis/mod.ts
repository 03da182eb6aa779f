/**
 * Agreement, intervals, outliers, value profiles, Bradley-Terry, noise.
 *
 * @module
 */
export * from "./agreement/mod.ts";
export * from "./bootstrap/mod.ts";
export * from "./bradley_terry/mod.ts";
export * from "./clopper_pearson.ts";
export * from "./clustered.ts";
export * from "./clustered_rate.ts";
export * from "./comparison/mod.ts";
export * from "./correction/mod.ts";
export * from "./expressed_profiles.ts";
export * from "./interval.ts";
export * from "./label_agreement.ts";
export * from "./label_outliers.ts";
export * from "./label_report.ts";
export * from "./label_responses.ts";
export * from "./label_shares.ts";
export * from "./label_table.ts";
export * from "./noise/mod.ts";
export * from "./outliers.ts";
export * from "./panel/mod.ts";
export * from "./rates.ts";
export * from "./rows.ts";
export * from "./table.ts";
export * from "./value_profiles.ts";
export * from "./wilson.ts";
