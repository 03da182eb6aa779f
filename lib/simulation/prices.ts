import type { PriceTable } from "../querying/prices.ts";
import {
  simulatedEmbedderModel,
  simulatedGenerators,
  simulatedJudges,
  simulatedPanel,
} from "./models.ts";

/**
 * Made-up prices of the simulated models, in US dollars per million tokens, so that estimates, caps and costs can
 * be seen at work. Nothing is charged.
 */
export const simulatedPrices: PriceTable = {
  date: "2025-01-01",
  note: "Made up for the simulated models; nothing is charged.",
  providers: {},
};

for (const { provider, model } of [...simulatedPanel, ...simulatedGenerators, ...simulatedJudges]) {
  (simulatedPrices.providers[provider] ??= {})[model] = { input: 1, output: 4 };
}
(simulatedPrices.providers[simulatedEmbedderModel.provider] ??= {})[simulatedEmbedderModel.model] =
  {
    input: 0.1,
    output: 0,
  };
