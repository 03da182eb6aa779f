import { apiKeyOf, type Environment } from "../querying/credentials.ts";
import { LOCAL_PROVIDER, modelsOf, providersOf, type StudyConfig } from "../study/config.ts";

/**
 * Checks that every provider of a study has its key, before a journal is made for it.
 *
 * @throws {InputError} For the first provider whose key is not in the environment.
 *
 * @example
 * ```ts
 * import { expectKeys } from "./expect_keys.ts";
 * import { simulatedConfig } from "./simulated_config.ts";
 *
 * expectKeys(simulatedConfig("out/demo"), () => undefined); // A simulation needs no key.
 * ```
 */
export function expectKeys(
  config: StudyConfig,
  env: Environment = (name) => Deno.env.get(name),
): void {
  const providers = providersOf(config);
  for (const [, { provider }] of modelsOf(config)) {
    const reached = providers[provider];
    if (provider !== LOCAL_PROVIDER && reached) apiKeyOf(provider, reached, env);
  }
}
