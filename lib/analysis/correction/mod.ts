/** Judges' rates corrected by what humans said. @module */
export * from "./difference_estimate.ts";
export * from "./rogan_gladen.ts";
