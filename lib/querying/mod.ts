/**
 * Asking models: providers behind their official SDKs, rate control, money, and the engine that stages use.
 *
 * @module
 */
export * from "./capabilities.ts";
export * from "./create_engine.ts";
export * from "./engine.ts";
export * from "./estimate.ts";
export * from "./interpret.ts";
export * from "./prices.ts";
export * from "./progress.ts";
export * from "./reading.ts";
export * from "./study_engine.ts";
export * from "./why.ts";
