import type { Fault } from "./fault.ts";

/** So many calls of a model refused for good in a row, with none answered, close it. */
const IN_A_ROW = 10;

/** Remembers which models and providers are not to be asked any more in this run, and why. */
export class ClosedModels {
  readonly #providers = new Map<string, Fault>();
  readonly #models = new Map<string, Fault>();
  readonly #refused = new Map<string, number>();

  /** Why a model is closed, or undefined. */
  reason(provider: string, model: string): Fault | undefined {
    return this.#providers.get(provider) ?? this.#models.get(`${provider}\n${model}`);
  }

  /** A call was answered. */
  answered(provider: string, model: string): void {
    if (this.#refused.size > 0) this.#refused.delete(`${provider}\n${model}`);
  }

  /**
   * A call failed for good. Returns a sentence for the user when that closes its model or its provider.
   */
  failed(provider: string, model: string, fault: Fault): string | undefined {
    if (this.reason(provider, model)) return undefined;
    if (fault.scope === "provider") {
      this.#providers.set(provider, fault);
      return `Provider ${provider} is not asked any more in this run: ${fault.message}`;
    }
    const id = `${provider}\n${model}`;
    const count = (this.#refused.get(id) ?? 0) + 1;
    this.#refused.set(id, count);
    if (fault.scope === "model" || count >= IN_A_ROW) {
      this.#models.set(id, fault);
      return `Model ${model} of ${provider} is not asked any more in this run: ${fault.message}`;
    }
    return undefined;
  }
}
