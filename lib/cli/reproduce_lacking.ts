import type { LackingFigure } from "../figures/report_page.ts";

/** The way to what no published table has: the responses, labelled by judges of one's own. */
const BY_A_STUDY =
  "no published table has them. They come of the responses, in a study of your own: deno task import --data DATA --mapping data/all_models_mapping.json --out STUDY --write, then deno task study run STUDY (its judges cost money; deno task study estimate STUDY says how much)";

/** Figures that need more than the tables have, what they need and how to get it: named in every report. */
export const NOT_FROM_POSITIONS: readonly LackingFigure[] = [
  {
    name: "response types (Figure 4)",
    why: `needs response types and topics of the responses, and ${BY_A_STUDY}.`,
  },
  {
    name: "expressed values (Figures 7, 10, 11)",
    why: `needs the values that the responses express, and ${BY_A_STUDY}.`,
  },
  {
    name: "diversity curve (Figure 9)",
    why:
      "needs embeddings of the queries, and no published table has them. The same study embeds them; notebooks/05_sampling.ipynb draws the curve.",
  },
  {
    name: "disagreement against its noise floor",
    why:
      "needs repeated answers or judgings. The same study has them with positionRepeats, or several positionJudges, in its study.json.",
  },
];
