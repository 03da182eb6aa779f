import type { ProviderConfig } from "../study/config.ts";
import type { Outcome } from "../study/outcome.ts";

/** Whose wire format a provider speaks. */
export type Api = ProviderConfig["api"];

/** A wire format, and what models are said to accept in the config of who speaks it. */
export type Dialect = Api | Pick<ProviderConfig, "api" | "accepts">;

/** Tokens that a completion used, as its provider counted them. */
export interface Usage {
  /** All input tokens, the cached ones included. */
  readonly inputTokens: number;
  readonly cachedInputTokens: number;
  /** All output tokens, those of reasoning included. */
  readonly outputTokens: number;
}

/**
 * What stands in a raw response.
 *
 * - `answered`, `filtered`, `truncated`: as in `Outcome`.
 * - `failed`: an error, a body that is not what the provider documents, or an answer without any text.
 */
export interface Reading {
  readonly outcome: Extract<Outcome, "answered" | "filtered" | "truncated" | "failed">;
  readonly text: string | null;
  /** Why, for an outcome other than `answered`. */
  readonly detail: string | null;
  readonly usage: Usage | null;
  /** True where the body cannot be read as the provider's format at all. */
  readonly malformed: boolean;
}

/** A reading without a text. */
export function unread(
  outcome: Reading["outcome"],
  detail: string,
  usage: Usage | null = null,
): Reading {
  return { outcome, text: null, detail, usage, malformed: false };
}

/** The reading of a body that is not what the provider documents. */
export function malformed(detail: string): Reading {
  return { outcome: "failed", text: null, detail, usage: null, malformed: true };
}

/** The reading of a text: `answered`, unless it is empty or ended at a limit. */
export function textReading(
  text: string,
  usage: Usage | null,
  truncated: string | null,
): Reading {
  if (truncated !== null) {
    return {
      outcome: "truncated",
      text: text === "" ? null : text,
      detail: truncated,
      usage,
      malformed: false,
    };
  }
  if (text.trim() === "") return unread("failed", "the provider sent an empty answer", usage);
  return { outcome: "answered", text, detail: null, usage, malformed: false };
}

/** Parses JSON, or returns undefined. */
export function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
