/**
 * What a study is, and where it is kept.
 *
 * @module
 */
export * from "./atomic_write.ts";
export * from "./call.ts";
export type { Columns, ColumnType, ExportRow } from "./columns.ts";
export * from "./completion.ts";
export * from "./config.ts";
export * from "./export.ts";
export * from "./read_input.ts";
export * from "./input_error.ts";
export * from "./journal.ts";
export * from "./journal_error.ts";
export * from "./manifest.ts";
export * from "./model_ref.ts";
export * from "./outcome.ts";
export * from "./position.ts";
export * from "./random.ts";
export * from "./response.ts";
export * from "./rubric.ts";
export * from "./scenario.ts";
export * from "./sqlite_journal.ts";
export * from "./study.ts";
export * from "./value.ts";
export * from "./verdict.ts";
