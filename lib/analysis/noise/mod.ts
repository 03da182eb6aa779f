/** Real disagreement told from noise. @module */
export * from "./corrected_disagreement.ts";
export * from "./noise_floor.ts";
export * from "./noise_floor_rows.ts";
export * from "./select_and_report.ts";
export * from "./variance_components.ts";
