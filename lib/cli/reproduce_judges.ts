import { fleissKappa, raterPairs, ratingsOf } from "../analysis/agreement/mod.ts";
import { toTable } from "../analysis/table.ts";
import { complianceFigure } from "../figures/compliance.ts";
import { judgeAgreementFigure } from "../figures/judge_agreement.ts";
import { noncomplianceBinsFigure } from "../figures/noncompliance_bins.ts";
import { compliancePools } from "../published/compliance_pools.ts";
import { judgeKey } from "../published/judge_evaluations.ts";
import { noncomplianceByBin } from "../published/noncompliance.ts";
import type { ReproduceInput, Step } from "./reproduce_step.ts";

const noDecisions = ({ why }: ReproduceInput) =>
  why?.judged ?? "needs judges' decisions: a folder judge_evaluations beside the score tables";

/** What the judges' decisions tell: Figure 2, Table 2, and how far the judges agree. */
export const JUDGE_STEPS: readonly Step[] = [
  {
    title: "Non-compliance by disagreement",
    figures: ["noncompliance_bins"],
    lacks: (input) =>
      input.judged === null
        ? noDecisions(input)
        : noncomplianceByBin(input.judged.responses).some((row) => row.n > 0)
        ? null
        : "no query has decisions on the responses of five models",
    make({ judged, simulated = false }) {
      const bins = toTable(noncomplianceByBin(judged?.responses ?? []));
      return {
        tables: [["noncompliance_bins", bins]],
        figures: [noncomplianceBinsFigure(bins, { published: !simulated, simulated })],
      };
    },
  },
  {
    title: "Compliance",
    figures: ["compliance"],
    lacks: (input) =>
      input.judged === null
        ? noDecisions(input)
        : compliancePools(input.judged.responses).some((row) => row.n > 0)
        ? null
        : "no query has decisions on the responses of five models",
    make({ judged, simulated = false }) {
      const pools = toTable(compliancePools(judged?.responses ?? []));
      return {
        tables: [["compliance", pools]],
        figures: [complianceFigure(pools.filter((row: { n: number }) => row.n > 0).reify(), {
          published: !simulated,
          simulated,
        })],
      };
    },
  },
  {
    title: "Agreement of the judges",
    figures: ["judge_agreement"],
    lacks: (input) =>
      input.judged === null
        ? noDecisions(input)
        : input.judged.judges.length < 2
        ? "needs decisions of at least two judges"
        : null,
    make({ judged, simulated = false }) {
      const ratings = ratingsOf(
        (judged?.responses ?? []).flatMap((response) =>
          [...response.decisions].map(([rater, label]) => ({
            unit: JSON.stringify([response.bin, response.query, response.model]),
            pair: response.pair,
            rater: judgeKey(rater),
            // As the paper counts: ambiguous is not compliant.
            label: label === null || label === "compliant" ? label : "problematic",
          }))
        ),
        ["compliant", "problematic"],
      );
      const pairs = toTable(raterPairs(ratings));
      return {
        tables: [["judge_agreement", pairs]],
        figures: [
          judgeAgreementFigure(pairs, {
            fleissKappa: fleissKappa(ratings).estimate,
            binary: true,
            published: !simulated,
            simulated,
          }),
        ],
      };
    },
  },
];
