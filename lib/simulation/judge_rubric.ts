import { STRATEGIES } from "../study/rubric.ts";
import type { JudgeTask } from "./judge_model.ts";
import { strategyOn } from "./language/stances.ts";
import { textOf } from "./said.ts";

/** Writes the two spectra of a scenario. */
export const judgeRubric: JudgeTask = (task, { random }) => {
  const spectrum = (label: "value1" | "value2") => {
    const name = textOf(task, label) ?? "";
    return Object.fromEntries(
      STRATEGIES.map((strategy, step) => [
        strategy,
        strategyOn(name, step, (items) => random.fork(label).fork(step).pick(items)),
      ]),
    );
  };
  return { value1: spectrum("value1"), value2: spectrum("value2") };
};
