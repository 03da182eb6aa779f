import type { Clock } from "../../../lib/querying/clock.ts";
import { parsePriceTable } from "../../../lib/querying/prices.ts";
import type { EngineOptions } from "../../../lib/querying/study_engine.ts";
import { MODELS } from "../mock_providers.ts";
import type { FakeBatches } from "./fake_batches.ts";

/** So short that tests need not wait. */
export const batchSeconds = { gather: 0.02, poll: 0.01 };

/** The three wire formats at a `fakeBatches`, with batches. */
export function providersAt(url: string): NonNullable<EngineOptions["config"]["providers"]> {
  return {
    openai: { api: "openai", baseUrl: `${url}/v1`, batch: true },
    anthropic: { api: "anthropic", baseUrl: url, batch: true },
    google: { api: "google", baseUrl: url, batch: true },
  };
}

/** Prices of the models of these. */
export const PRICES = parsePriceTable({
  date: "2026-11-24",
  providers: Object.fromEntries(
    MODELS.map(({ provider, model }) => [
      provider,
      { [model]: { input: 2, output: 10, batchDiscount: 0.5 } },
    ]),
  ),
}, "prices.json");

/** How often each key went into a batch, at the most. */
export function mostSubmitted({ submitted }: Pick<FakeBatches, "submitted">): number {
  const byKey = Map.groupBy(submitted.flat(), (key) => key);
  return Math.max(0, ...byKey.values().map((all) => all.length));
}

/** A clock on which seconds of waiting pass in their hundredth part. */
export function quick(): { clock: Clock } {
  const start = Date.now();
  return {
    clock: {
      now: () => start + 100 * (Date.now() - start),
      after(milliseconds, then) {
        const id = setTimeout(then, milliseconds / 100);
        return () => clearTimeout(id);
      },
    },
  };
}
