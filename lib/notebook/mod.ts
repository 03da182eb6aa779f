/**
 * What notebooks show and how they run. Importing it within the Deno kernel sets the kernel up.
 *
 * @module
 */
import { setUpKernel } from "./set_up_kernel.ts";

setUpKernel();

export { checkCells } from "./check_cells.ts";
export { closerConfig, type CloserInput } from "./closer_config.ts";
export { exportNotebook } from "./export_notebook.ts";
export { explainError } from "./explain_error.ts";
export { InterruptError, onInterrupt } from "./interrupt.ts";
export { inKernel, notebookProgress } from "./progress.ts";
export { mendHere, repairHere } from "./repair_here.ts";
export { readOutliers } from "./read_outliers.ts";
export { runHere } from "./run_here.ts";
export { show } from "./show.ts";
export { showClause } from "./show_clause.ts";
export { showFigure } from "./show_figure.ts";
export { showLanes } from "./show_lanes.ts";
export { showOutliers } from "./show_outliers.ts";
export { showFindings } from "./show_findings.ts";
export { showResponses } from "./show_responses.ts";
export { showRubric } from "./show_rubric.ts";
export { showScenario } from "./show_scenario.ts";
export { showStudy } from "./show_study.ts";
export { showTable, showTables } from "./show_table.ts";
export { showText } from "./show_text.ts";
export { showThemselves } from "./show_themselves.ts";
export { View } from "./view.ts";
