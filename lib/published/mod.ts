/**
 * The public dataset, the published numbers, and score tables of the same columns.
 *
 * @module
 */
export * from "./disagreement_table.ts";
export * from "./mean_position_table.ts";
export * from "./models.ts";
export * from "./open_local.ts";
export * from "./position_table.ts";
export * from "./published_numbers.ts";
export * from "./read_positions.ts";
export * from "./read_scores.ts";
export * from "./with_providers.ts";
export * from "./write_csv.ts";
export * from "./write_parquet.ts";
