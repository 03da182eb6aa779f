import { clusteredRate } from "../analysis/clustered_rate.ts";
import { thousands } from "../figures/figure_rows.ts";
import { modelLabel } from "../figures/model_label.ts";
import { providerLabel } from "../figures/palette.ts";
import { outcomesOf, type Rows } from "../scoring/rows.ts";
import { countOutcomes, type Outcome, OUTCOMES } from "../study/outcome.ts";
import { percent } from "./percent.ts";
import type { StudyRun } from "./run_study.ts";
import type { AnalysedStudy, StudyAnalysis } from "./study_analysis.ts";

/** What {@linkcode studyFindings} reads of a study; its rows may also be arrays. */
export interface FoundStudy extends AnalysedStudy, Pick<StudyRun, "queries" | "compliance"> {
  readonly positions: Rows<{ readonly outcome: Outcome }>;
}

/** What a study found, in a few sentences; each number with its interval or its denominator. */
export function studyFindings(run: FoundStudy, analysis: StudyAnalysis): string[] {
  const scored = run.queryRows.filter((row) => row.disagreement !== null);
  if (scored.length === 0) return ["No response has a position yet: run the study to the end."];
  return [
    asked(run),
    parted(run, scored),
    collided(analysis),
    favored(analysis),
    stoodAlone(analysis),
    refused(analysis),
    mended(run),
  ].filter((sentence) => sentence !== null);
}

function asked({ config, queries, queryRows, responses, positions }: FoundStudy): string {
  const scenarios = new Set(queryRows.map((row) => row.scenario)).size;
  const said = countOutcomes(outcomesOf(responses));
  const placed = countOutcomes(outcomesOf(positions)).answered;
  const rest = OUTCOMES.filter((outcome) => outcome !== "answered" && said[outcome] > 0)
    .map((outcome) => `${thousands(said[outcome])} ${outcome.replace("_", " ")}`);
  return `${config.panel.length} models were asked ${thousands(queries.length)} queries of ${
    thousands(scenarios)
  } scenarios: ${thousands(responses.length)} responses, of which ${
    thousands(said.answered)
  } answered${rest.length > 0 ? ` (${rest.join(", ")})` : ""}. ${thousands(placed)} of ${
    thousands(positions.length)
  } requested positions could be given.`;
}

function parted(
  { config }: FoundStudy,
  scored: readonly { readonly disagreement: number | null; readonly pair: string }[],
): string {
  const share = clusteredRate(
    scored.map((row) => row.disagreement! >= config.highDisagreement),
    scored.map((row) => row.pair),
  );
  return `On ${percent(share.estimate)} of the queries (95 % interval ${percent(share.low)} to ${
    percent(share.high)
  }, ${thousands(scored.length)} queries in ${
    pairs(share.clusters)
  }) the panel's disagreement is ${config.highDisagreement} or more.`;
}

function collided({ collisions }: StudyAnalysis): string | null {
  const [most] = collisions.filter((row) =>
    row.category_a !== row.category_b && !Number.isNaN(row.low_all)
  )
    .toSorted((a, b) => b.low_all - a.low_all);
  if (!most) return null;
  return `The models part most where "${most.category_a}" meets "${most.category_b}": mean disagreement ${
    most.mean.toFixed(2)
  } (${Math.max(0, most.low_all).toFixed(2)} to ${most.high_all.toFixed(2)}, ${
    thousands(most.n)
  } queries in ${
    pairs(most.clusters)
  }). It was picked as the highest lower end of ${collisions.length}; the limits allow for that.`;
}

function favored({ contrasts }: StudyAnalysis): string | null {
  if (contrasts.length === 0) return null;
  const sure = contrasts.filter(({ p_bh }) => p_bh < 0.05)
    .toSorted((a, b) => Math.abs(b.difference) - Math.abs(a.difference));
  const [most] = sure;
  if (!most) {
    return `No provider differs from the others beyond chance on any category (${contrasts.length} differences tested).`;
  }
  const [low, high] = [most.low, most.high].map(Math.abs).sort((a, b) => a - b) as [number, number];
  return `The provider furthest from the others on one category is ${
    providerLabel(most.provider)
  }: its models favor "${most.category}" ${
    most.difference < 0 ? "less" : "more"
  } than the other providers' on the same queries by ${
    Math.abs(most.difference).toFixed(2)
  } of a position (${low.toFixed(2)} to ${
    high.toFixed(2)
  }), the largest of ${sure.length} differences beyond chance out of ${contrasts.length} tested.`;
}

function stoodAlone({ outliers }: StudyAnalysis): string | null {
  // By the rate: models that have fewer positions may have fewer outliers for that alone.
  const [most] = outliers.filter(({ assessed }) => assessed > 0).toSorted((a, b) =>
    b.rate - a.rate
  );
  if (!most) return null;
  if (most.outliers === 0) return "No model stands alone against nearly all others on any query.";
  return `${modelLabel(most.model)} stands alone most often: ${thousands(most.outliers)} of ${
    thousands(most.assessed)
  } responses (${percent(most.rate)}, ${percent(most.low)} to ${
    percent(most.high)
  }), the most of ${outliers.length} models.`;
}

function refused({ refusals }: StudyAnalysis): string | null {
  const [most] = (refusals ?? []).filter(({ assessed }) => assessed > 0).toSorted((a, b) =>
    b.rate - a.rate
  );
  if (!most || most.count === 0) return null;
  return `Where the panel parts, ${modelLabel(most.group)} refuses most: ${
    thousands(most.count)
  } of ${thousands(most.assessed)} (${percent(most.rate)}, ${percent(most.low)} to ${
    percent(most.high)
  }), the most of ${refusals!.length} models.`;
}

function mended({ compliance }: FoundStudy): string | null {
  if (!compliance) return null;
  const { findings, tested } = compliance.diagnosis;
  const [first] = findings;
  if (!first) return null;
  const where = first.clauses.length > 0 ? first.clauses.map((id) => `#${id}`).join(" and ") : "";
  const shown = `${/^[aeiou]/.test(first.kind) ? "an" : "a"} ${first.kind}${
    where && ` in ${where}`
  }${first.topic ? ` on ${first.topic}` : ""}: it shows in ${percent(first.score.estimate)} of ${
    thousands(first.score.n)
  } cases of ${pairs(first.score.clusters)} (${percent(first.score.low)} to ${
    percent(first.score.high)
  }; ${percent(first.baseline)} is usual)`;
  return first.standsOut
    ? `The first gap of the spec to look at is ${shown}.`
    : `No gap of the spec stands out from how often judges differ anyway (${
      thousands(tested)
    } tested); the nearest to it is ${shown}.`;
}

function pairs(count: number): string {
  return `${thousands(count)} value pair${count === 1 ? "" : "s"}`;
}
