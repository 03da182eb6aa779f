/**
 * Figures, each from a table, and their rendering to SVG, PNG and HTML.
 *
 * @module
 */
export * from "./bradley_terry.ts";
export * from "./category_positions.ts";
export * from "./disagreement_distribution.ts";
export * from "./mean_positions.ts";
export * from "./model_label.ts";
export * from "./outliers.ts";
export * from "./pair_map.ts";
export * from "./pairwise_disagreement.ts";
export * from "./palette.ts";
export * from "./provider_distinctness.ts";
export * from "./rates.ts";
export * from "./render.ts";
export * from "./report_page.ts";
export * from "./threshold_counts.ts";
