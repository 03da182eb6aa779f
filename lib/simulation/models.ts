import type { ModelRef } from "../study/model_ref.ts";

/** A simulated model: a reference that always names its family. */
export type SimulatedModel = ModelRef & { readonly family: string };

const PANEL: readonly (readonly [key: string, family: string])[] = [
  ["claude_opus_4", "anthropic"],
  ["claude_sonnet_4", "anthropic"],
  ["claude_3_7_sonnet", "anthropic"],
  ["claude_3_5_sonnet", "anthropic"],
  ["claude_opus_3", "anthropic"],
  ["gpt_4_1", "openai"],
  ["gpt_4_1_mini", "openai"],
  ["gpt_4o", "openai"],
  ["o3", "openai"],
  ["o4_mini", "openai"],
  ["gemini_2_5_pro", "google"],
  ["grok_4", "xai"],
];

/** The simulated panel: the paper's 12 models by their keys and families, served under names of their own. */
export const simulatedPanel: readonly SimulatedModel[] = PANEL.map(([key, family]) =>
  model(key, family, key)
);

/** The simulated generators, which write queries in turn. */
export const simulatedGenerators: readonly SimulatedModel[] = [
  model("generator_claude", "anthropic", "generator-claude"),
  model("generator_o", "openai", "generator-o"),
  model("generator_gemini", "google", "generator-gemini"),
];

/** The simulated judges, of three families; the first also writes rubrics. */
export const simulatedJudges: readonly SimulatedModel[] = [
  model("judge_claude", "anthropic", "judge-claude"),
  model("judge_o", "openai", "judge-o"),
  model("judge_gemini", "google", "judge-gemini"),
];

/** The simulated embedder. */
export const simulatedEmbedderModel: SimulatedModel = model(
  "embedder_gemini",
  "google",
  "embedder-gemini",
);

function model(key: string, family: string, name: string): SimulatedModel {
  return {
    key,
    provider: `simulated_${family}`,
    model: `simulated-${name.replaceAll("_", "-")}`,
    family,
  };
}
