/** How the panel's models stand to each other. @module */
export * from "./cluster_order.ts";
export * from "./co_occurrence.ts";
export * from "./pair_map.ts";
export * from "./pairwise_disagreement.ts";
export * from "./provider_contrasts.ts";
export * from "./provider_distinctness.ts";
