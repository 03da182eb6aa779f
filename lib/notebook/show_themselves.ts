import type { Scenario } from "../study/scenario.ts";
import { selfShowing } from "./self_showing.ts";
import { type ScenarioOptions, showScenario } from "./show_scenario.ts";
import { showStudy, type StudySummary } from "./show_study.ts";

/** The parts of a study's run that can be shown. */
export interface ShowableStudy extends StudySummary {
  readonly scenarios: readonly Scenario[];
}

/**
 * Makes a study and its scenarios, with all that is known of each, show themselves as the last expression of a cell.
 *
 * @param read Reads what is known of a scenario, by its id; asked only when it is shown.
 * @returns The same study.
 *
 * @example
 * ```ts ignore
 * const study = showThemselves(run, (id) => readScenario(run, folder, id));
 * study.scenarios[0]
 * ```
 */
export function showThemselves<S extends ShowableStudy>(
  study: S,
  read: (id: string) => Promise<ScenarioOptions>,
): S {
  selfShowing(
    study.scenarios,
    async (scenario) => showScenario(scenario, await read(scenario.id)),
  );
  selfShowing([study], showStudy);
  return study;
}
