/** What looks like a key of a provider, in a header, an address (its user and password, too) or a sentence. */
const KEY_LIKE =
  /\b(?:sk|xai|pk|rk)-[A-Za-z0-9_-]{8,}|\bAIza[A-Za-z0-9_-]{20,}|(?<=Bearer\s+)[^\s"']{8,}|(?<=[?&](?:key|api_key|api-key|token|access_token)=)[^&\s"')]+|(?<=:\/\/)[^\s/@"']+(?=@)/g;

/**
 * Strikes keys out of a text that is to be shown or kept.
 *
 * @param text An error message, say.
 * @param secrets The keys in use; each is struck out wherever it stands. Shorter ones than 4 letters are no keys.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { redact } from "./redact.ts";
 *
 * assert(redact("bad key hunter2hunter2", ["hunter2hunter2"]) === "bad key [key]");
 * assert(redact("Incorrect API key: sk-abc123def456") === "Incorrect API key: [key]");
 * ```
 */
export function redact(text: string, secrets: Iterable<string> = []): string {
  for (const secret of secrets) {
    if (secret.length >= 4) text = text.replaceAll(secret, "[key]");
  }
  return text.replace(KEY_LIKE, "[key]");
}
