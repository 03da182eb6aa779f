import type { Figure } from "../figures/render.ts";
import type { LackingFigure } from "../figures/report_page.ts";

/** A figure to be drawn, or why it cannot be. */
export interface Drawing {
  readonly name: string;
  readonly draw: () => Figure;
  /** Why there is no data for it; null where there is. */
  readonly lacks: string | null;
}

/** The figures of a study by name, and those it has no data for. */
export interface StudyFigures {
  readonly figures: ReadonlyMap<string, Figure>;
  readonly lacking: readonly LackingFigure[];
}

/** Draws what can be drawn, in its order. */
export function drawAll(drawings: readonly Drawing[]): StudyFigures {
  const figures = new Map<string, Figure>();
  const lacking: LackingFigure[] = [];
  for (const { name, draw, lacks } of drawings) {
    if (lacks === null) figures.set(name, draw());
    else lacking.push({ name, why: lacks });
  }
  return { figures, lacking };
}
