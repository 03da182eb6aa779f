/**
 * A panel of models with planted truth, its generators, judges and embedder, served over the providers' own wire
 * formats.
 *
 * @module
 */
export * from "./models.ts";
export * from "./plan.ts";
export * from "./prices.ts";
export * from "./start.ts";
export * from "./tell_draw.ts";
