/**
 * Embeddings, exact greedy k-center, and subsets.
 *
 * @module
 */
export * from "./k_center.ts";
