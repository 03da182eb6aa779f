import type { PositionRow } from "../analysis/rows.ts";
import type { Response } from "../study/response.ts";
import type { Rubric } from "../study/rubric.ts";
import type { Scenario } from "../study/scenario.ts";
import { selfShowing } from "./self_showing.ts";
import { showResponses } from "./show_responses.ts";
import { showRubric } from "./show_rubric.ts";
import { showScenario } from "./show_scenario.ts";
import { showStudy, type StudySummary } from "./show_study.ts";

/** The parts of a study's run that can be shown. */
export interface ShowableStudy extends StudySummary {
  readonly scenarios: readonly Scenario[];
  readonly responses: readonly Response[];
  readonly positionRows: readonly PositionRow[];
  readonly rubrics: { readonly rubrics: readonly Rubric[] };
}

/**
 * Makes a study, its scenarios (with all that is known of each), responses and rubrics show themselves as the last
 * expression of a cell.
 *
 * @returns The same study.
 *
 * @example
 * ```ts ignore
 * import { showThemselves } from "./show_themselves.ts";
 *
 * const study = showThemselves(await runStudy(config, folder, engine));
 * study.scenarios[0]
 * ```
 */
export function showThemselves<S extends ShowableStudy>(study: S): S {
  const responses = Map.groupBy(study.responses, ({ query }) => query);
  const positions = Map.groupBy(study.positionRows, ({ query }) => query);
  const rubrics = new Map(study.rubrics.rubrics.map((rubric) => [rubric.scenario, rubric]));
  const scenarios = new Map(study.scenarios.map((scenario) => [scenario.id, scenario]));
  const valuesOf = (scenario: string) => {
    const pair = scenarios.get(scenario)?.pair;
    return pair && [pair.value1.name, pair.value2.name] as const;
  };
  selfShowing(study.scenarios, (scenario) =>
    showScenario(scenario, {
      responses: scenario.queries.flatMap(({ id }) => responses.get(id) ?? []),
      positions: scenario.queries.flatMap(({ id }) => positions.get(id) ?? []),
      rubric: rubrics.get(scenario.id),
    }));
  selfShowing(
    study.responses,
    (response) => showResponses([response], { positions: positions.get(response.query) ?? [] }),
  );
  selfShowing(study.rubrics.rubrics, (rubric) => showRubric(rubric, valuesOf(rubric.scenario)));
  selfShowing([study], showStudy);
  return study;
}
