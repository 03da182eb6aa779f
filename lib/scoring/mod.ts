/**
 * Responses, rubrics and positions; topics, types and expressed values; compliance with a spec; and what is read from
 * them.
 *
 * @module
 */
export * from "./blind_judging.ts";
export * from "./blind_rows.ts";
export * from "./compliance_rows.ts";
export * from "./disagreement.ts";
export * from "./express_values.ts";
export * from "./judge_compliance.ts";
export * from "./label_responses.ts";
export * from "./label_topics.ts";
export * from "./match_categories.ts";
export * from "./mean_shift.ts";
export * from "./place_responses.ts";
export * from "./position_bias.ts";
export * from "./prompts/mod.ts";
export * from "./quotes.ts";
export * from "./recall.ts";
export * from "./respond.ts";
export * from "./response_rows.ts";
export * from "./rows.ts";
export * from "./score_table.ts";
export * from "./self_preference.ts";
export * from "./verdict_rows.ts";
export * from "./write_rubrics.ts";
