import { readAnthropic } from "./providers/anthropic_reading.ts";
import { readGoogle } from "./providers/google_reading.ts";
import { readOpenai } from "./providers/openai_reading.ts";
import { type Api, malformed, type Reading } from "./reading.ts";

const READERS: Readonly<Record<Api, (status: number, body: string) => Reading>> = {
  openai: readOpenai,
  anthropic: readAnthropic,
  google: readGoogle,
};

/**
 * Reads a raw response of a provider. Pure: a live completion and a journaled one are read by the same code, so a
 * better reading changes what is derived from a journal without a new call. Never throws.
 *
 * | what came | outcome |
 * |---|---|
 * | a text that ended by itself | `answered` |
 * | a filter's finish reason, block reason or 4xx, or a refusal stop reason | `filtered` |
 * | a text that broke off: at a limit of tokens, which may be a 400, or for a reason not known | `truncated` (with what there is of it) |
 * | an empty text, another error, a body that is not the provider's format | `failed` |
 *
 * @param api Whose wire format it is.
 * @param status HTTP status.
 * @param body The body as it came.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { interpret } from "./interpret.ts";
 *
 * const body = '{"choices":[{"finish_reason":"stop","message":{"content":"Yes."}}]}';
 * assert(interpret("openai", 200, body).text === "Yes.");
 * assert(interpret("openai", 200, "<html>").malformed);
 * ```
 */
export function interpret(api: Api, status: number, body: string): Reading {
  try {
    return READERS[api](status, body);
  } catch (error) {
    // A body that was paid for must not be lost because reading it fails.
    return malformed(`the body could not be read: ${(error as Error).message}`);
  }
}
