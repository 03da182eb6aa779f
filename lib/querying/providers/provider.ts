import type { Call } from "../../study/call.ts";
import type { ProviderConfig } from "../../study/config.ts";

/** What a provider sent back, before anything looked at it. */
export interface RawResponse {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
  readonly requestId: string | null;
}

/** One provider with its key, behind its official SDK. Retries and timeouts are the caller's. */
export interface Provider {
  /**
   * Sends a call once and returns whatever came back, errors of any status included.
   *
   * @throws {Error} Where no response came: aborted, timed out or disconnected.
   */
  send(call: Call, signal: AbortSignal): Promise<RawResponse>;
  /** Sends one request for the embeddings of all texts. */
  embed(
    model: string,
    dimensions: number,
    texts: readonly string[],
    signal: AbortSignal,
  ): Promise<RawResponse>;
}

/** What a provider is made of. */
export interface ProviderOptions {
  readonly apiKey: string;
  /** The official address when left out. */
  readonly baseUrl?: string | undefined;
  readonly fetch?: typeof fetch;
  /** What its models accept, where the config says so. */
  readonly accepts?: ProviderConfig["accepts"];
}

/** A time limit for the SDKs beyond any of ours (they insist on one), in milliseconds. */
export const NEVER = 2_000_000_000;
