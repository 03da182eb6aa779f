import type { PositionDraw } from "../analysis/noise/corrected_disagreement.ts";
import type { Rows } from "../scoring/rows.ts";
import { drawAll, type StudyFigures } from "./drawing.ts";
import { judgeDrawings } from "./judge_drawings.ts";
import { labelDrawings } from "./label_drawings.ts";
import { positionDrawings } from "./position_drawings.ts";
import type { StudyRun } from "./run_study.ts";
import type { AnalysedStudy, StudyAnalysis } from "./study_analysis.ts";

/** What {@linkcode studyFigures} reads of a study; its rows may also be arrays. */
export interface DrawnStudy
  extends AnalysedStudy, Pick<StudyRun, "labels" | "compliance" | "diversity"> {
  readonly positions: Rows<Omit<PositionDraw, "pair">>;
  readonly labels: StudyRun["labels"];
}

/** Draws every figure that a study has the data for, and says why the others are lacking. */
export function studyFigures(run: DrawnStudy, analysis: StudyAnalysis): StudyFigures {
  const options = { simulated: run.config.simulated };
  return drawAll([
    ...positionDrawings(run, analysis, options),
    ...labelDrawings(run, analysis, options),
    ...judgeDrawings(run, options),
  ]);
}
