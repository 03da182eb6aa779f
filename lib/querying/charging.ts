import type { Call } from "../study/call.ts";
import { capabilitiesOf } from "./capabilities.ts";
import { costOf, type Price } from "./prices.ts";
import type { Dialect, Usage } from "./reading.ts";
import { estimateTokens } from "./token_estimate.ts";

/** The most that a call can cost, in US dollars; 0 where its model has no price. */
export function mostCost(
  dialect: Dialect,
  call: Call,
  price: Price | null,
  inputTokens = estimateTokens(call.messages),
): number {
  if (!price) return 0;
  const outputTokens = call.parameters.maxTokens ?? capabilitiesOf(dialect, call.model).maxOutput;
  return costOf(price, { inputTokens, cachedInputTokens: 0, outputTokens });
}

/**
 * What an answer counts for, in US dollars, the same for the cap and in the totals: what its usage costs; nothing for an
 * error that tells no usage; and the most that the call can have cost for an answer that tells none, cannot be read,
 * broke off or came too late.
 *
 * @param status HTTP status of the answer.
 * @param usage What it tells of its tokens, or null.
 * @param price Of its model; null where it has none, as then has what is returned.
 * @param batch Whether it came by a provider batch.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { chargedUsd } from "./charging.ts";
 *
 * const call = {
 *   stage: "respond" as const,
 *   prompt: "respond@1",
 *   provider: "openai",
 *   model: "gpt-4.1",
 *   parameters: { maxTokens: 100 },
 *   messages: [{ role: "user" as const, content: "Is honesty always kind?" }],
 *   sample: 0,
 * };
 * const price = { input: 2, output: 8 };
 * const usage = { inputTokens: 12, cachedInputTokens: 0, outputTokens: 50 };
 * assert(chargedUsd("openai", call, 200, usage, price) === (12 * 2 + 50 * 8) / 1e6);
 * assert(chargedUsd("openai", call, 400, null, price) === 0);
 * assert(chargedUsd("openai", call, 200, null, price)! >= (12 * 2 + 100 * 8) / 1e6);
 * ```
 */
export function chargedUsd(
  dialect: Dialect,
  call: Call,
  status: number,
  usage: Usage | null,
  price: Price | null,
  batch = false,
): number | null {
  if (!price) return null;
  if (usage) return costOf(price, usage, batch);
  if (status >= 400) return 0;
  return mostCost(dialect, call, price) * (batch ? 1 - (price.batchDiscount ?? 0) : 1);
}

/** The tokens that a charge tells of: none where the answer told no usage. */
export function tokensOf(usage: Usage | null): Usage {
  return usage ?? { inputTokens: 0, cachedInputTokens: 0, outputTokens: 0 };
}
