/**
 * The public dataset, the published numbers, and other score tables.
 *
 * @module
 */
export * from "./ad_hoc.ts";
export * from "./block_cache.ts";
export * from "./cells.ts";
export * from "./column_source.ts";
export * from "./columns.ts";
export * from "./complete_split.ts";
export * from "./compliance_pools.ts";
export * from "./csv_source.ts";
export * from "./dataset.ts";
export * from "./disagreement_table.ts";
export * from "./fetch_patiently.ts";
export * from "./fetch_range.ts";
export * from "./http_buffer.ts";
export * from "./hub_revision.ts";
export * from "./import_mapping.ts";
export * from "./import_queries.ts";
export * from "./import_responses.ts";
export * from "./import_scores.ts";
export * from "./imported_completion.ts";
export * from "./inspect_log.ts";
export * from "./jsonl_source.ts";
export * from "./judge_evaluations.ts";
export * from "./judged_queries.ts";
export * from "./label_table.ts";
export * from "./label_table_mapping.ts";
export * from "./local_buffer.ts";
export * from "./mean_position_table.ts";
export * from "./models.ts";
export * from "./noncompliance.ts";
export * from "./open_local.ts";
export * from "./open_remote.ts";
export * from "./panel_file.ts";
export * from "./parquet_source.ts";
export * from "./position_table.ts";
export * from "./published_numbers.ts";
export * from "./read_positions.ts";
export * from "./read_response.ts";
export * from "./read_scores.ts";
export * from "./read_side_by_side.ts";
export * from "./remote_error.ts";
export * from "./repeated_rows.ts";
export * from "./retry_pause.ts";
export * from "./shards.ts";
export * from "./with_providers.ts";
export * from "./write_csv.ts";
export * from "./write_parquet.ts";
