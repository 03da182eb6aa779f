/** How far raters (judges) agree. @module */
export * from "./agreement_sums.ts";
export * from "./fleiss_kappa.ts";
export * from "./gwet_ac1.ts";
export * from "./krippendorff_alpha.ts";
export * from "./rater_bias.ts";
export * from "./rater_pairs.ts";
export * from "./ratings.ts";
export * from "./raw_agreement.ts";
