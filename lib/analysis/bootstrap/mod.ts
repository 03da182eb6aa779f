/** Intervals by resampling clusters. @module */
export * from "./bootstrap_interval.ts";
export * from "./cluster_bootstrap.ts";
export * from "./cluster_sums.ts";
export * from "./jackknife.ts";
