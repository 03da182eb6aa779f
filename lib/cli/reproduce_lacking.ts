import type { LackingFigure } from "../figures/report_page.ts";

/** Figures that need more than positions, and what they need: named in every report, so that none is missed. */
export const NOT_FROM_POSITIONS: readonly LackingFigure[] = [
  { name: "response types (Figure 4)", why: "needs response types and topics of the responses" },
  {
    name: "expressed values (Figures 7, 10, 11)",
    why: "needs the values that the responses express",
  },
  { name: "diversity curve (Figure 9)", why: "needs embeddings of the queries" },
  { name: "disagreement against its noise floor", why: "needs repeated answers or judgings" },
];
