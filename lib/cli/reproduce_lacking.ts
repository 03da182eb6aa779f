import type { LackingFigure } from "../figures/report_page.ts";

/** Figures that the tables are never enough for, and how to get them: named in every report. */
export const NOT_FROM_TABLES: readonly LackingFigure[] = [
  {
    name: "diversity_curve",
    why:
      "needs embeddings of the queries (Figure 9), and no published table has them. A study embeds its queries; notebooks/05_sampling.ipynb draws the curve.",
  },
  {
    name: "noise_floor",
    why:
      "needs repeated answers or judgings. A study has them with positionRepeats, or several positionJudges, in its study.json.",
  },
];
