import type { Parameters } from "../study/model_ref.ts";
import type { Api, Dialect } from "./reading.ts";

/** What a family of models accepts. */
export interface Capabilities {
  /** Highest accepted temperature, or null where the parameter is rejected. */
  readonly temperature: number | null;
  readonly topP: boolean;
  /** False where temperature and top_p may not both be set. */
  readonly both?: boolean;
  /** Accepted reasoning efforts, from low to high; empty where there is no such parameter. */
  readonly efforts: readonly NonNullable<Parameters["reasoningEffort"]>[];
  /** Range of the thinking budget in tokens, or null. `off` tells whether 0 switches thinking off. */
  readonly thinking: { readonly min: number; readonly max: number; readonly off: boolean } | null;
  /** The field for `maxTokens` in OpenAI's format; others have one name for it. */
  readonly maxTokensField: "max_tokens" | "max_completion_tokens" | "maxOutputTokens";
  /** The most output tokens of the model, as documented. */
  readonly maxOutput: number;
  readonly json: boolean;
  readonly seed: boolean;
}

const OPENAI: Capabilities = {
  temperature: 2,
  topP: true,
  efforts: [],
  thinking: null,
  maxTokensField: "max_completion_tokens",
  maxOutput: 16_384,
  json: true,
  seed: true,
};
const REASONING: Capabilities = {
  ...OPENAI,
  temperature: null,
  topP: false,
  efforts: ["low", "medium", "high"],
  maxOutput: 100_000,
};
const CLAUDE: Capabilities = {
  temperature: 1,
  topP: true,
  efforts: [],
  thinking: null,
  maxTokensField: "max_tokens",
  maxOutput: 64_000,
  json: false,
  seed: false,
};
const CLAUDE_THINKING = { min: 1024, max: 63_999, off: true };
const GEMINI: Capabilities = {
  temperature: 2,
  topP: true,
  efforts: [],
  thinking: null,
  maxTokensField: "maxOutputTokens",
  maxOutput: 65_536,
  json: true,
  seed: true,
};

/** The table: the first pattern that matches a model's name counts. */
const FAMILIES: Readonly<Record<Api, readonly (readonly [RegExp, Capabilities])[]>> = {
  openai: [
    [/^(?:o1-mini|o1-preview)/, { ...REASONING, efforts: [], json: false, maxOutput: 65_536 }],
    [/^o\d/, REASONING],
    [/^gpt-5(?:\.\d+)?-chat/, { ...OPENAI, temperature: null, topP: false }],
    // From GPT-5.1 on; what comes after is taken to reject what these reject.
    [/^gpt-(?:5\.[1-9]|[6-9]|\d\d)/, {
      ...REASONING,
      efforts: ["none", "low", "medium", "high"],
      maxOutput: 128_000,
    }],
    [/^gpt-5/, {
      ...REASONING,
      efforts: ["minimal", "low", "medium", "high"],
      maxOutput: 128_000,
    }],
    [/^gpt-4\.1/, { ...OPENAI, maxOutput: 32_768 }],
    [/^gpt-4o(?:-mini)?-search/, { ...OPENAI, temperature: null, topP: false, seed: false }],
    [/^gpt-4o-2024-05-13/, { ...OPENAI, maxOutput: 4_096 }],
    [/^gpt-4o|^chatgpt-4o/, OPENAI],
    [/^gpt-4-turbo|^gpt-3\.5/, { ...OPENAI, maxTokensField: "max_tokens", maxOutput: 4_096 }],
    [/^gpt-4/, { ...OPENAI, maxTokensField: "max_tokens", json: false, maxOutput: 8_192 }],
    [/^grok-3-mini/, { ...OPENAI, efforts: ["low", "high"], maxOutput: 131_072 }],
    [/^grok/, { ...OPENAI, maxOutput: 131_072 }],
    // Anything else that speaks this format: the oldest field, which all of them know.
    [/^/, { ...OPENAI, maxTokensField: "max_tokens", maxOutput: 32_768 }],
  ],
  anthropic: [
    [/^claude-3-(?:opus|sonnet|haiku)/, { ...CLAUDE, maxOutput: 4_096 }],
    [/^claude-3-5/, { ...CLAUDE, maxOutput: 8_192 }],
    [/^claude-3-7/, { ...CLAUDE, thinking: CLAUDE_THINKING }],
    [/^claude-opus-4-(?:0|20250514)/, {
      ...CLAUDE,
      thinking: { ...CLAUDE_THINKING, max: 31_999 },
      maxOutput: 32_000,
    }],
    [/^claude-opus-4-1/, {
      ...CLAUDE,
      both: false,
      thinking: { ...CLAUDE_THINKING, max: 31_999 },
      maxOutput: 32_000,
    }],
    [/^claude-sonnet-4-(?:0|20250514)/, { ...CLAUDE, thinking: CLAUDE_THINKING }],
    // From Opus 4.7 on, sampling parameters and thinking budgets are answered with a 400.
    [/^claude-opus-4-[7-9]|^claude-[a-z]+-[5-9]|^claude-mythos/, {
      ...CLAUDE,
      temperature: null,
      topP: false,
      maxOutput: 128_000,
    }],
    [/^claude-[a-z]+-4-[56]|^simulated-/, { ...CLAUDE, both: false, thinking: CLAUDE_THINKING }],
    // A model that is not known is taken to reject what the newest reject.
    [/^/, { ...CLAUDE, temperature: null, topP: false }],
  ],
  google: [
    [/^gemini-(?:1|2\.0)/, { ...GEMINI, maxOutput: 8_192 }],
    [/^gemini-2\.5-pro/, { ...GEMINI, thinking: { min: 128, max: 32_768, off: false } }],
    [/^gemini-2\.5-flash-lite/, { ...GEMINI, thinking: { min: 512, max: 24_576, off: true } }],
    [/^gemini-2\.5-flash/, { ...GEMINI, thinking: { min: 1, max: 24_576, off: true } }],
    [/^gemini-3/, {
      ...GEMINI,
      efforts: ["low", "high"],
      thinking: { min: 128, max: 32_768, off: false },
    }],
    [/^gemma/, { ...GEMINI, json: false, maxOutput: 8_192 }],
    [/^/, GEMINI],
  ],
};

/** What a model accepts: as the config says, or else by its name. */
export function capabilitiesOf(dialect: Dialect, model: string): Capabilities {
  if (typeof dialect === "string") return familyOf(dialect, model);
  const { api, accepts = {} } = dialect;
  if (!Object.hasOwn(accepts, model)) return familyOf(api, model);
  const { like, maxTokens, reasoningEffort, thinkingBudget, ...same } = accepts[model]!;
  const said = {
    ...same,
    maxOutput: maxTokens,
    efforts: reasoningEffort,
    thinking: thinkingBudget,
  };
  const known = Object.entries(said).filter(([, value]) => value !== undefined);
  return { ...familyOf(api, like ?? model), ...Object.fromEntries(known) as Partial<Capabilities> };
}

function familyOf(api: Api, model: string): Capabilities {
  // A fine-tuned model accepts what its base does.
  const name = model.replace(/^(?:models\/|ft:)/, "");
  return FAMILIES[api].find(([pattern]) => pattern.test(name))![1];
}

/** Anthropic demands a limit of the output; this one is used where none is asked for. */
const ANTHROPIC_MAX_TOKENS = 4_096;

/**
 * What is really sent of the parameters asked for: what the model rejects is left out, a number over its range
 * becomes the nearest one within, and a limit that the API demands is filled in. This is what a call's key and the
 * journal hold.
 *
 * @returns The parameters, and one clause for each that changed.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { effectiveParameters } from "./capabilities.ts";
 *
 * const { parameters, changes } = effectiveParameters("openai", "o3", { temperature: 0.7, maxTokens: 500 });
 * assert(parameters.temperature === undefined && parameters.maxTokens === 500);
 * assert(changes[0] === "temperature is not accepted");
 * ```
 */
export function effectiveParameters(
  dialect: Dialect,
  model: string,
  requested: Parameters,
): { readonly parameters: Parameters; readonly changes: readonly string[] } {
  const can = capabilitiesOf(dialect, model);
  const api = typeof dialect === "string" ? dialect : dialect.api;
  const changes: string[] = [];
  const out: Parameters = {};
  const within = (name: string, value: number, low: number, high: number) => {
    const near = Math.min(high, Math.max(low, value));
    if (near !== value) changes.push(`${name} ${value} became ${near}`);
    return near;
  };
  const not = (name: string) => void changes.push(`${name} is not accepted`);

  if (requested.maxTokens !== undefined) {
    out.maxTokens = within("maxTokens", requested.maxTokens, 1, can.maxOutput);
  } else if (api === "anthropic") {
    out.maxTokens = Math.min(can.maxOutput, ANTHROPIC_MAX_TOKENS + (requested.thinkingBudget ?? 0));
  }
  if (requested.thinkingBudget !== undefined) {
    if (!can.thinking) not("thinkingBudget");
    else if (requested.thinkingBudget === 0 && can.thinking.off) {
      // Anthropic thinks only when told to.
      if (api !== "anthropic") out.thinkingBudget = 0;
    } else {
      out.thinkingBudget = within(
        "thinkingBudget",
        requested.thinkingBudget,
        can.thinking.min,
        can.thinking.max,
      );
    }
  }
  const thinks = api === "anthropic" && out.thinkingBudget !== undefined;
  if (thinks && out.maxTokens! <= out.thinkingBudget!) {
    const total = Math.min(can.maxOutput, out.thinkingBudget! + out.maxTokens!);
    changes.push(`maxTokens ${out.maxTokens} became ${total}, over the thinking budget`);
    out.maxTokens = total;
  }
  if (requested.temperature !== undefined) {
    if (can.temperature === null) not("temperature");
    else if (thinks) changes.push("temperature is not accepted with thinking");
    else out.temperature = within("temperature", requested.temperature, 0, can.temperature);
  }
  if (requested.topP !== undefined) {
    if (!can.topP) not("topP");
    else if (can.both === false && out.temperature !== undefined) {
      changes.push("topP is not accepted beside temperature");
    } else out.topP = thinks ? within("topP", requested.topP, 0.95, 1) : requested.topP;
  }
  if (requested.reasoningEffort !== undefined) {
    if (can.efforts.includes(requested.reasoningEffort)) {
      out.reasoningEffort = requested.reasoningEffort;
      // Gemini answers 400 to both at once.
      if (api === "google" && out.thinkingBudget !== undefined) {
        delete out.thinkingBudget;
        changes.push("thinkingBudget is not accepted beside reasoningEffort");
      }
    } else not(`reasoningEffort ${requested.reasoningEffort}`);
  }
  if (requested.seed !== undefined) {
    if (can.seed) out.seed = requested.seed;
    else not("seed");
  }
  // No change to speak of: who wishes for JSON asks for it in the prompt too.
  if (requested.json && can.json) out.json = true;
  return { parameters: out, changes };
}
