import type { Call } from "./call.ts";

/**
 * What a provider sent back for a call, raw: the HTTP status and the body as it came, before anything looked at
 * it. This is all that costs money; everything else is derived from it.
 */
export interface Completion {
  /** `callKey(call)`. */
  readonly key: string;
  readonly call: Call;
  /** HTTP status: 200, or that of an error which is itself the answer (a filter's 400). */
  readonly status: number;
  /** The response body, byte for byte as text. */
  readonly body: string;
  /** The provider's id of the request, where it gave one. */
  readonly requestId: string | null;
  /** `live`, or the provider's id of the batch that it came by, or `imported`. */
  readonly source: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly endedAt: number;
  /** How many requests were sent for it, the last one included. */
  readonly attempts: number;
}

/** Why a call has no completion; it is asked again by the next run unless `final`. */
export interface Failure {
  readonly key: string;
  readonly call: Call;
  readonly kind: "timeout" | "connection" | "status" | "malformed";
  /** HTTP status where there was one. */
  readonly status: number | null;
  /** The error in words, with keys struck out. */
  readonly message: string;
  /** True for an error that no repetition mends (such as an unknown model). */
  readonly final: boolean;
  readonly at: number;
  readonly attempts: number;
}

/** What one request for embeddings used and cost; its vectors are kept apart from completions. */
export interface EmbeddingCharge {
  readonly provider: string;
  readonly model: string;
  /** How many vectors came of it; 0 for an answer that was paid and could not be used. */
  readonly texts: number;
  readonly inputTokens: number;
  /** US dollars, or null where the model has no price. */
  readonly usd: number | null;
}

/** What a paid answer cost of which no completion came, since nobody can read it; the call is asked again. */
export interface Waste {
  readonly call: Call;
  /** US dollars, or null where the model has no price. */
  readonly usd: number | null;
}

/** What one completion used and cost. */
export interface Charge {
  readonly key: string;
  readonly inputTokens: number;
  readonly cachedInputTokens: number;
  readonly outputTokens: number;
  /** US dollars, or null where the model has no price. */
  readonly usd: number | null;
}
