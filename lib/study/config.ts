import { z } from "zod";
import { shown } from "./fault_sentence.ts";
import { InputError } from "./input_error.ts";
import { modelRefSchema, nameSchema, parametersSchema } from "./model_ref.ts";
import { readInput } from "./read_input.ts";

// What stands in these fields may be a secret (a key, an address with a password): a message does not repeat it.
const addressSchema = z.url({
  protocol: /^https?$/,
  error: "Expected an address that begins with http:// or https:// but found another text",
});
const keyNameSchema = nameSchema.regex(
  /^[A-Z_][A-Z0-9_]*$/,
  "Expected the name of an environment variable, in capitals, but found another text",
);
const journalSchema = z.string().regex(
  /^postgres(ql)?:\/\//,
  "Expected an address that begins with postgres:// but found another text",
);
const providerIdSchema = nameSchema.regex(/^[a-z0-9_]+$/, {
  error: ({ input }) =>
    `Expected a provider's name of lower-case letters, digits and underscores but found ${
      shown(input)
    }`,
});

/** Checks a {@linkcode Accepted}. */
export const acceptedSchema = z.strictObject({
  like: nameSchema.optional(),
  temperature: z.number().gt(0).max(2).nullable().optional(),
  topP: z.boolean().optional(),
  reasoningEffort: z.array(parametersSchema.shape.reasoningEffort.unwrap()).optional(),
  thinkingBudget: z.strictObject({
    min: z.int().min(0),
    max: z.int().min(1),
    off: z.boolean(),
  }).nullable().optional(),
  maxTokens: z.int().min(1).optional(),
  maxTokensField: z.enum(["max_tokens", "max_completion_tokens"]).optional(),
  seed: z.boolean().optional(),
  json: z.boolean().optional(),
});

/**
 * What a model accepts, where its name does not tell (a deployment, a gateway's model, one that is newer than the
 * table): all that the model `like` does, but for what else is said. `temperature` and `maxTokens` are the highest
 * accepted, `reasoningEffort` those accepted; null, false or an empty list where the parameter is rejected.
 */
export type Accepted = z.infer<typeof acceptedSchema>;

/** Checks a {@linkcode ProviderConfig}. */
export const providerConfigSchema = z.strictObject({
  api: z.enum(["openai", "anthropic", "google"]),
  baseUrl: addressSchema.optional(),
  apiKeyEnv: keyNameSchema.optional(),
  concurrency: z.int().min(1).max(10_000).optional(),
  requestsPerMinute: z.number().gt(0).optional(),
  tokensPerMinute: z.number().gt(0).optional(),
  timeoutSeconds: z.number().gt(0).optional(),
  retries: z.int().min(0).max(100).optional(),
  batch: z.boolean().optional(),
  accepts: z.record(nameSchema, acceptedSchema).optional(),
});

/**
 * How a provider is reached: whose wire format it speaks, at which address (the official one when left out), and
 * the name of the environment variable that holds its key (never the key itself). OpenAI-compatible endpoints use
 * `api: "openai"` with their `baseUrl`. `batch` sends its calls as provider batches where it has them.
 * `accepts` says what models of it accept, by their names.
 */
export type ProviderConfig = z.infer<typeof providerConfigSchema>;

/** The providers that a study knows without being told; `providers` in the config adds to or overrides them. */
export const BUILT_IN_PROVIDERS: Readonly<Record<string, ProviderConfig>> = {
  openai: { api: "openai", apiKeyEnv: "OPENAI_API_KEY" },
  anthropic: { api: "anthropic", apiKeyEnv: "ANTHROPIC_API_KEY" },
  google: { api: "google", apiKeyEnv: "GEMINI_API_KEY" },
  xai: { api: "openai", apiKeyEnv: "XAI_API_KEY", baseUrl: "https://api.x.ai/v1" },
};

/**
 * The providers of a simulated study (`simulated: true`): their addresses are known when the simulation runs, and a
 * call's key does not depend on them.
 */
export const SIMULATED_PROVIDERS: Readonly<Record<string, ProviderConfig>> = {
  simulated_openai: { api: "openai" },
  simulated_anthropic: { api: "anthropic" },
  simulated_google: { api: "google" },
  simulated_xai: { api: "openai" },
};

/** The provider of embedders that run in this process. */
export const LOCAL_PROVIDER = "local";

/** The provider of models whose responses were imported: they are in the journal, and none is asked for. */
export const IMPORTED_PROVIDER = "imported";

const judgesSchema = z.array(modelRefSchema).min(1);

/** Checks a {@linkcode StudyConfig}. */
export const studyConfigSchema = z.strictObject({
  name: nameSchema,
  seed: z.int(),
  simulated: z.boolean().default(false),
  taxonomy: z.string().min(1),
  scenarios: z.string().min(1).optional(),
  pairs: z.int().min(0).default(0),
  generators: z.array(modelRefSchema).default([]),
  panel: z.array(modelRefSchema).min(1),
  samples: z.int().min(1).default(1),
  rubricJudge: modelRefSchema,
  positionJudges: judgesSchema,
  positionRepeats: z.int().min(1).default(1),
  positionMode: z.enum(["together", "one_by_one"]).default("together"),
  embedder: z.strictObject({ model: modelRefSchema, dimensions: z.int().min(1) }),
  diversity: z.strictObject({ k: z.int().min(1).optional(), threshold: z.number().min(0) })
    .optional(),
  highDisagreement: z.number().min(0).max(3).default(1.5),
  subset: z.strictObject({ k: z.int().min(1).optional(), threshold: z.number().min(0) })
    .default({ threshold: 0.8 }),
  labelJudge: modelRefSchema.optional(),
  categoryDistance: z.number().gt(0).max(2).default(1),
  spec: z.string().min(1).optional(),
  complianceJudges: judgesSchema.optional(),
  complianceModels: z.array(z.string().min(1)).min(1).optional(),
  providers: z.record(providerIdSchema, providerConfigSchema).default({}),
  budgetUsd: z.number().gt(0).optional(),
  prices: z.string().min(1).optional(),
  journal: journalSchema.optional(),
});

/**
 * A study as its author writes it, `study.json` in the study's folder. Paths are relative to that folder.
 *
 * - `taxonomy`: a CSV of values, or a folder with `values_tree.csv`; `pairs`: how many value pairs to draw.
 * - `scenarios`: a JSON Lines file of scenarios that are given; then none is generated, and `pairs` and `generators`
 *   are left out.
 * - `generators` write the queries in turn; `panel` are the models under test, `samples` draws of each.
 * - `rubricJudge` writes the rubric of a scenario, each of `positionJudges` places the responses on it,
 *   `positionRepeats` times, all responses of a query together or one by one.
 * - `diversity`: thin the queries by greedy k-center, down to `k` or until the farthest is within `threshold`.
 * - `highDisagreement`: from which D on a query counts as one of high disagreement; `subset`: thin those by greedy
 *   k-center weighted by D, down to `k` or until the largest weighted distance is within `threshold`.
 * - `labelJudge` gives topics, response types and expressed values to queries with D of `highDisagreement` or more; a
 *   value it names counts for the nearest category within `categoryDistance` (Euclidean, unit embeddings), else for none.
 * - `spec` (Markdown) and `complianceJudges`: check the responses to those queries against a spec, of the models that
 *   `complianceModels` names by key (the whole panel when left out).
 * - `budgetUsd`: hard cap of a run; `prices`: a price table over the built-in one; `journal`: a PostgreSQL address
 *   when several machines work on the study (default: SQLite in the folder).
 */
export type StudyConfig = z.infer<typeof studyConfigSchema>;

/**
 * Checks a study's config and fills in defaults.
 *
 * @param value What was read from `study.json`.
 * @param file Its name, for messages.
 * @throws {InputError} For the first fault: an unknown field, a missing or wrong one, two models of one key, or a
 * model of an unknown provider; the message names the file and the field.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { parseStudyConfig } from "./config.ts";
 *
 * try {
 *   parseStudyConfig({ nam: "typo" }, "study.json");
 * } catch (error) {
 *   assert((error as Error).message.startsWith("study.json, "));
 * }
 * ```
 */
export function parseStudyConfig(value: unknown, file: string): StudyConfig {
  const config = readInput(studyConfigSchema, value, { file });
  assertQueries(config, file);
  const providers = providersOf(config);
  const keys = new Set<string>();
  config.panel.forEach((model, i) => {
    if (keys.has(model.key)) {
      throw new InputError(`Expected each model once but found "${model.key}" again`, {
        file,
        field: `panel[${i}].key`,
      });
    }
    keys.add(model.key);
  });
  config.complianceModels?.forEach((key, i) => {
    if (keys.has(key)) return;
    throw new InputError(`Expected the key of a model of the panel but found "${key}"`, {
      file,
      field: `complianceModels[${i}]`,
    });
  });
  for (const [field, model] of modelsOf(config)) {
    if (field === "embedder.model" && model.provider === LOCAL_PROVIDER) continue;
    if (!Object.hasOwn(providers, model.provider)) {
      throw new InputError(
        `Expected one of the providers ${
          Object.keys(providers).join(", ")
        } but found "${model.provider}"`,
        { file, field: `${field}.provider` },
      );
    }
  }
  if (config.complianceJudges && !config.spec) {
    throw new InputError(
      "Expected a spec (a Markdown file) for the compliance judges to read but found none",
      { file, field: "spec" },
    );
  }
  if (config.spec && !config.complianceJudges) {
    throw new InputError(
      "Expected at least one judge to check the responses against the spec but found none",
      { file, field: "complianceJudges" },
    );
  }
  return config;
}

/** Queries are generated or given, not both. */
function assertQueries({ scenarios, pairs, generators }: StudyConfig, file: string): void {
  for (const [field, count] of [["pairs", pairs], ["generators", generators.length]] as const) {
    if (scenarios === undefined && count === 0) {
      throw new InputError(
        `Expected at least one of ${field}, or a file of scenarios, but found none`,
        { file, field },
      );
    }
    if (scenarios !== undefined && count > 0) {
      throw new InputError(`Expected no ${field} beside a file of scenarios but found ${count}`, {
        file,
        field,
      });
    }
  }
}

/** The providers of a study: the built-in ones, those of a simulation in a simulated study, and the config's over them. */
export function providersOf(
  config: Pick<StudyConfig, "providers"> & { readonly simulated?: boolean },
): Readonly<Record<string, ProviderConfig>> {
  return {
    ...BUILT_IN_PROVIDERS,
    ...(config.simulated ? SIMULATED_PROVIDERS : {}),
    ...config.providers,
  };
}

/** All models that a config names, each with the field where it stands. */
export function modelsOf(
  config: StudyConfig,
): [field: string, model: StudyConfig["rubricJudge"]][] {
  const list = (field: string, models: StudyConfig["panel"] = []) =>
    models.map((model, i) => [`${field}[${i}]`, model] as [string, StudyConfig["rubricJudge"]]);
  return [
    ...list("generators", config.generators),
    ...list("panel", config.panel),
    ["rubricJudge", config.rubricJudge],
    ...list("positionJudges", config.positionJudges),
    ["embedder.model", config.embedder.model],
    ...(config.labelJudge
      ? [["labelJudge", config.labelJudge] as [string, typeof config.labelJudge]]
      : []),
    ...list("complianceJudges", config.complianceJudges),
  ];
}
