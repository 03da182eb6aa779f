import type { Call } from "../study/call.ts";
import { effectiveParameters } from "./capabilities.ts";
import type { Ask } from "./engine.ts";
import type { Dialect } from "./reading.ts";

/**
 * The call that an ask comes to: the stage's parameters over the model's own, less what the model rejects. A seed
 * moves on with the index of the draw, or all draws would be the same.
 *
 * @returns The call, and one clause for each parameter that was changed.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { callOfAsk } from "./call_of_ask.ts";
 *
 * const { call } = callOfAsk("openai", {
 *   stage: "respond",
 *   prompt: "respond@1",
 *   model: { key: "o3", provider: "openai", model: "o3", parameters: { temperature: 1 } },
 *   messages: [{ role: "user", content: "Is honesty always kind?" }],
 * });
 * assert(call.sample === 0 && call.parameters.temperature === undefined);
 * ```
 */
export function callOfAsk(
  dialect: Dialect,
  ask: Ask,
): { readonly call: Call; readonly changes: readonly string[] } {
  const { model } = ask;
  const api = typeof dialect === "string" ? dialect : dialect.api;
  const sample = ask.sample ?? 0;
  const effective = effectiveParameters(dialect, model.model, {
    ...model.parameters,
    ...ask.parameters,
  });
  const parameters = { ...effective.parameters };
  const { changes } = effective;
  if (parameters.seed !== undefined) parameters.seed += sample;
  // OpenAI answers 400 to the JSON mode when no message speaks of JSON.
  if (parameters.json && api === "openai" && !ask.messages.some((m) => /json/i.test(m.content))) {
    delete parameters.json;
  }
  return {
    call: {
      stage: ask.stage,
      prompt: ask.prompt,
      provider: model.provider,
      model: model.model,
      parameters,
      messages: ask.messages.map(({ role, content }) => ({ role, content })),
      sample,
    },
    changes,
  };
}
