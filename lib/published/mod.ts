/**
 * The public dataset, the published numbers, and other score tables.
 *
 * @module
 */
export * from "./ad_hoc.ts";
export * from "./column_source.ts";
export * from "./columns.ts";
export * from "./csv_source.ts";
export * from "./dataset.ts";
export * from "./disagreement_table.ts";
export * from "./label_table.ts";
export * from "./label_table_mapping.ts";
export * from "./http_buffer.ts";
export * from "./judge_evaluations.ts";
export * from "./local_buffer.ts";
export * from "./mean_position_table.ts";
export * from "./models.ts";
export * from "./noncompliance.ts";
export * from "./open_local.ts";
export * from "./parquet_source.ts";
export * from "./position_table.ts";
export * from "./published_numbers.ts";
export * from "./read_positions.ts";
export * from "./read_response.ts";
export * from "./shards.ts";
export * from "./write_csv.ts";
export * from "./write_parquet.ts";
