/**
 * Responses, rubrics and positions, and what is read from them.
 *
 * @module
 */
export * from "./disagreement.ts";
export * from "./mean_shift.ts";
export * from "./place_responses.ts";
export * from "./placements.ts";
export * from "./position_bias.ts";
export * from "./prompts/mod.ts";
export * from "./respond.ts";
export * from "./score_table.ts";
export * from "./self_preference.ts";
export * from "./write_rubrics.ts";
