/**
 * One file per figure; rendering to SVG, PNG, HTML.
 *
 * @module
 */
export * from "./bradley_terry.ts";
export * from "./category_positions.ts";
export * from "./co_occurrence.ts";
export * from "./compliance.ts";
export * from "./contact_sheet.ts";
export * from "./disagreement_distribution.ts";
export * from "./diversity_curve.ts";
export * from "./escape.ts";
export * from "./figure_rows.ts";
export * from "./heat_map.ts";
export * from "./indexed_png.ts";
export * from "./interval_dots.ts";
export * from "./judge_agreement.ts";
export * from "./mean_positions.ts";
export * from "./model_label.ts";
export * from "./noise_floor.ts";
export * from "./noncompliance_bins.ts";
export * from "./nudges.ts";
export * from "./outliers.ts";
export * from "./pair_map.ts";
export * from "./pairwise_disagreement.ts";
export * from "./palette.ts";
export * from "./plot_svg.ts";
export * from "./png.ts";
export * from "./provider_distinctness.ts";
export * from "./provider_legend.ts";
export * from "./rates.ts";
export * from "./refusals.ts";
export * from "./render.ts";
export * from "./repair_changes.ts";
export * from "./report_page.ts";
export * from "./response_types.ts";
export * from "./selection.ts";
export * from "./text_width.ts";
export * from "./threshold_counts.ts";
export * from "./value_profiles.ts";
