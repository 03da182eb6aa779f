import type { ProviderConfig } from "../study/config.ts";
import { InputError } from "../study/input_error.ts";

/** Reads an environment variable. */
export type Environment = (name: string) => string | undefined;

/**
 * The key of a provider, from the environment. A provider without `apiKeyEnv` (a server of one's own) needs none.
 *
 * @throws {InputError} Where the variable is not set, or holds what no key does (a blank, a typographic dash), naming
 * provider and variable.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { apiKeyOf } from "./credentials.ts";
 *
 * const key = apiKeyOf("xai", { api: "openai", apiKeyEnv: "XAI_API_KEY" }, () => "secret");
 * assert(key === "secret");
 * ```
 */
export function apiKeyOf(id: string, config: ProviderConfig, env: Environment): string {
  if (config.apiKeyEnv === undefined) return "none";
  const key = env(config.apiKeyEnv)?.trim();
  if (!key) {
    throw new InputError(
      `Expected the API key of provider "${id}" in this environment variable but it is not set`,
      { field: config.apiKeyEnv },
    );
  }
  // No header can hold it, and the error of one that tries would repeat it.
  if (!/^[\x21-\x7e]+$/.test(key)) {
    throw new InputError(
      `Expected the API key of provider "${id}" to be of letters, digits and signs alone but it holds another character`,
      { field: config.apiKeyEnv },
    );
  }
  return key;
}
