/**
 * Responses, rubrics and positions, and what is read from them.
 *
 * @module
 */
export * from "./place_responses.ts";
export * from "./placements.ts";
export * from "./prompts/mod.ts";
export * from "./respond.ts";
export * from "./write_rubrics.ts";
