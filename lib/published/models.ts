import { PUBLISHED_NUMBERS } from "./published_numbers.ts";

/** A model of a panel and who provides it. */
export interface PanelModel {
  readonly key: string;
  readonly provider: string;
}

/** The 12 models of the public dataset by their keys, provider by provider. */
export const PUBLISHED_MODELS: readonly PanelModel[] = Object.entries(PUBLISHED_NUMBERS.models)
  .map(([key, provider]) => ({ key, provider }));

/**
 * The models of each provider, providers in order of first appearance.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { byProvider, PUBLISHED_MODELS } from "./models.ts";
 *
 * assert(byProvider(PUBLISHED_MODELS).get("openai")?.length === 5);
 * ```
 */
export function byProvider(models: readonly PanelModel[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const { key, provider } of models) {
    const own = groups.get(provider);
    if (own === undefined) groups.set(provider, [key]);
    else own.push(key);
  }
  return groups;
}
