/**
 * A study from its taxonomy to its report: running, rebuilding, labelling, checking, analysing, drawing.
 *
 * @module
 */
export * from "./check_study.ts";
export * from "./drawing.ts";
export * from "./finding_table.ts";
export * from "./gap_cases.ts";
export * from "./gap_under_edit.ts";
export * from "./generation_table.ts";
export * from "./expect_keys.ts";
export * from "./label_study.ts";
export * from "./mend_study.ts";
export * from "./nudge_table.ts";
export * from "./label_tables.ts";
export * from "./open_engine.ts";
export * from "./query_rows.ts";
export * from "./read_texts.ts";
export * from "./repair_calls.ts";
export * from "./repair_side.ts";
export * from "./repair_split.ts";
export * from "./repair_study.ts";
export * from "./repair_table.ts";
export * from "./run_folder.ts";
export * from "./run_study.ts";
export * from "./simulated_config.ts";
export * from "./study_analysis.ts";
export * from "./study_costs.ts";
export * from "./study_figures.ts";
export * from "./study_findings.ts";
export * from "./study_judges.ts";
export * from "./study_prices.ts";
export * from "./study_rankings.ts";
export * from "./study_report.ts";
export * from "./study_sampling.ts";
