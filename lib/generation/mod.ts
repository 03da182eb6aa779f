/**
 * The taxonomy, value pairs, scenarios and their nudged variants, and how they are asked for.
 *
 * @module
 */
export { askJson, type Reader, type Reading } from "./ask_json.ts";
export * from "./csv.ts";
export * from "./extract_json.ts";
export * from "./fence.ts";
export * from "./generate.ts";
export * from "./given_scenarios.ts";
export * from "./generation_cell.ts";
export * from "./incompleteness.ts";
export * from "./pairs.ts";
export * from "./prompt.ts";
export * from "./prompts/mod.ts";
export * from "./taxonomy.ts";
