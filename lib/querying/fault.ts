import type { Failure } from "../study/completion.ts";
import { anthropicError } from "./providers/anthropic_reading.ts";
import { googleError } from "./providers/google_reading.ts";
import { openaiError } from "./providers/openai_reading.ts";
import { type Api, parseJson, type Reading } from "./reading.ts";

/** An attempt that gave no answer, and what to do about it. */
export interface Fault {
  /**
   * - `retry`: ask again after a while;
   * - `unreachable`: no connection could be made, which is the network's fault or the provider's, not the call's;
   * - `limited`: the provider asks for a slower pace, which is nobody's fault;
   * - `call`: this call will never succeed;
   * - `model`: no call to this model will (unknown, no access);
   * - `provider`: no call with this key will (a wrong key, an empty account) until the user mends it.
   */
  readonly scope: "retry" | "unreachable" | "limited" | "call" | "model" | "provider";
  readonly kind: Failure["kind"];
  readonly status: number | null;
  readonly message: string;
  /** Whether an answer was written that may have to be paid, though there is none to read. */
  readonly paid?: boolean;
}

/** Code and message of an error's body, by wire format. */
const ERRORS: Readonly<
  Record<Api, (json: unknown) => { code: string; message: string } | undefined>
> = { openai: openaiError, anthropic: anthropicError, google: googleError };

/** Account without money: a 429 (OpenAI), 400 (Anthropic), 403 (xAI) that waiting does not mend. */
const NO_MONEY =
  /insufficient_quota|credit balance is too low|billing|used all available credits|exceeded your current quota, please check your plan/i;
/** A key that is refused, where the status does not say so: Google answers 400, xAI too. */
const BAD_KEY = /api[ _]key not valid|API_KEY_INVALID|incorrect api key/i;
const NO_MODEL =
  /model_not_found|model[^.]{0,80}(?:does not exist|not found)|is not found for API/i;

/** A 403 for the model; without these words it may be a firewall's or a filter's, for what one call says. */
const NO_ACCESS = /permission|access|not (?:allowed|authorized|enabled|available)|api key/i;

/** No connection was made, in the words of Deno. */
const NO_CONNECTION = /client error \(Connect\)/;
/** An answer began and broke off. */
const BROKEN_OFF = /error (?:reading a|decoding response) body/i;

/**
 * What an error response calls for. Call it for a reading that `failed` with a status of 400 or more, or that is
 * malformed.
 *
 * @param status HTTP status.
 * @param body Its body.
 */
export function responseFault(api: Api, status: number, body: string, reading: Reading): Fault {
  const message = reading.detail ?? `status ${status}`;
  const fault = (scope: Fault["scope"]): Fault => ({ scope, kind: "status", status, message });
  if (status >= 300 && status < 400) {
    return {
      ...fault("provider"),
      message: `Expected an answer but was sent to another address (status ${status})`,
    };
  }
  if (reading.malformed) {
    return { scope: "retry", kind: "malformed", status, message, paid: true };
  }
  const error = ERRORS[api](parseJson(body));
  const words = `${error?.code ?? ""} ${error?.message ?? ""}`;
  // Gemini's per-minute quota speaks of plan and billing too, with a RetryInfo: that is a pace.
  const pace = api === "google" && /retryDelay|per ?minute/i.test(body);
  if (status !== 500 && !pace && NO_MONEY.test(words)) return fault("provider");
  if (status === 401 || status === 402 || BAD_KEY.test(words)) return fault("provider");
  if (status === 429 || status === 529 || status === 503) return fault("limited");
  if (status >= 500 || status === 408 || status === 409 || status === 425) return fault("retry");
  if (status === 404 || NO_MODEL.test(words)) return fault("model");
  if (status === 403 && NO_ACCESS.test(words)) return fault("model");
  return fault("call");
}

/** What an error that was thrown in place of a response calls for. */
export function thrownFault(error: unknown, timedOut: boolean): Fault {
  if (timedOut) {
    const message = "no answer in time";
    return { scope: "retry", kind: "timeout", status: null, message, paid: true };
  }
  const parts: string[] = [];
  for (let e: unknown = error; e instanceof Error && parts.length < 4; e = e.cause) {
    if (!parts.includes(e.message)) parts.push(e.message);
  }
  const message = parts.join(": ") || String(error);
  return {
    scope: NO_CONNECTION.test(message) ? "unreachable" : "retry",
    kind: "connection",
    status: null,
    message,
    ...(BROKEN_OFF.test(message) && { paid: true }),
  };
}
