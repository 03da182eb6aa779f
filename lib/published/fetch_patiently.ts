import { setTimeout } from "node:timers/promises";
import { RemoteError } from "./remote_error.ts";
import { retryPause } from "./retry_pause.ts";

/** How a server is asked. */
export interface FetchOptions {
  /** Tries per request, the first included. @default {6} */
  readonly tries?: number;
  /** The wait before the second try in milliseconds; it doubles from try to try. @default {500} */
  readonly wait?: number;
  /** Milliseconds after which a try that has not ended counts as failed. @default {120000} */
  readonly timeout?: number;
  /** Sent as a bearer to the origin that is asked, and to no other that it redirects to. */
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** Called before a wait of which a person should know: one of two seconds or more. */
  readonly onWait?: (sentence: string) => void;
}

/** The last answer of a chain of redirects, and what the first one said. */
export interface HttpAnswer {
  readonly response: Response;
  /** Headers of the first answer: the host's own, where `response` is that of a store it redirects to. */
  readonly first: Headers;
}

/** Longer waits than this are the user's to decide. */
const LONGEST_PAUSE = 10 * 60_000;
const MOST_REDIRECTS = 5;

/**
 * Asks a server until `read` is content: failures that may pass (no answer, a body cut short, 408, 429, 5xx) are
 * tried again after a pause that doubles, or as long as the server asks. Redirects are followed; the token does not
 * follow to another origin, nor anything from https to http.
 *
 * @param read Takes the answer of a status of 2xx; a {@linkcode RemoteError} of its own that is not `passing` ends it.
 * @throws {RemoteError} If the server refuses, or fails at every try.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { fetchPatiently } from "./fetch_patiently.ts";
 *
 * let asked = 0;
 * await using server = Deno.serve({ port: 0, onListen() {} }, () =>
 *   asked++ === 0 ? new Response("busy", { status: 503 }) : new Response("here"));
 * const url = `http://127.0.0.1:${server.addr.port}/`;
 * const text = await fetchPatiently(url, ({ response }) => response.text(), { wait: 1 });
 * assert(text === "here" && asked === 2);
 * ```
 */
export async function fetchPatiently<T>(
  url: string,
  read: (answer: HttpAnswer) => Promise<T>,
  options: FetchOptions = {},
): Promise<T> {
  const { tries = 6, wait = 500, timeout = 120_000, signal } = options;
  for (let attempt = 1;; attempt++) {
    let pause = wait * 2 ** (attempt - 1);
    let failure: unknown;
    try {
      const stop = AbortSignal.any([
        AbortSignal.timeout(timeout),
        ...(signal === undefined ? [] : [signal]),
      ]);
      const answer = await follow(url, options, stop);
      if (answer.response.ok) return await read(answer);
      await answer.response.body?.cancel();
      pause = retryPause(answer.response.headers) ?? pause;
      failure = refusal(url, answer.response.status, options.token !== undefined);
    } catch (error) {
      failure = error;
    }
    signal?.throwIfAborted();
    if (failure instanceof RemoteError && !failure.passing) throw failure;
    if (attempt >= tries || pause > LONGEST_PAUSE) throw gaveUp(url, attempt, pause, failure);
    if (pause >= 2000) {
      options.onWait?.(`Waiting ${Math.ceil(pause / 1000)} s: ${reason(failure)}.`);
    }
    await setTimeout(pause, undefined, signal === undefined ? {} : { signal });
  }
}

async function follow(
  url: string,
  options: FetchOptions,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  const { token, headers = {} } = options;
  const origin = new URL(url).origin;
  let at = url;
  let first: Headers | undefined;
  let ownOrigin = true;
  for (let hop = 0; hop <= MOST_REDIRECTS; hop++) {
    // Once away, the token stays away: the next one could send it back with an address of its own making.
    ownOrigin &&= new URL(at).origin === origin;
    const response = await fetch(at, {
      headers: {
        // The bytes of a range are those of the file, not of a packed copy.
        "accept-encoding": "identity",
        ...headers,
        ...(token !== undefined && ownOrigin ? { authorization: `Bearer ${token}` } : {}),
      },
      redirect: "manual",
      signal,
    });
    first ??= response.headers;
    const location = response.status >= 300 && response.status < 400
      ? response.headers.get("location")
      : null;
    if (location === null) return { response, first };
    await response.body?.cancel();
    const next = new URL(location, at);
    if (at.startsWith("https:") && next.protocol !== "https:") {
      throw new RemoteError(
        `Expected ${url} to stay on https but it redirects to ${next.protocol}`,
      );
    }
    at = next.href;
  }
  throw new RemoteError(`Expected ${url} to redirect at most ${MOST_REDIRECTS} times`);
}

function refusal(url: string, status: number, hasToken: boolean): RemoteError {
  if (status === 401 || status === 403) {
    return new RemoteError(
      `Expected leave to read ${url} but found ${status}: ${
        hasToken
          ? "the token in HF_TOKEN does not give it"
          : "HF_TOKEN may hold a token that has it"
      }`,
      { status },
    );
  }
  if (status === 404 || status === 410) {
    return new RemoteError(`Expected ${url} to be there but found ${status}`, { status });
  }
  const passing = status === 408 || status === 429 || status >= 500;
  return new RemoteError(`Expected ${url} to answer but found ${status}`, { status, passing });
}

function gaveUp(url: string, attempt: number, pause: number, failure: unknown): RemoteError {
  const status = failure instanceof RemoteError ? failure.status : null;
  const how = pause > LONGEST_PAUSE
    ? `it asks to wait ${Math.ceil(pause / 60_000)} minutes`
    : `it failed at each of ${attempt} tries`;
  return new RemoteError(`Expected ${url} to answer but ${how} (${reason(failure)})`, {
    status,
    cause: failure,
  });
}

/** What went wrong in few words, without the address that the sentence has already. */
function reason(failure: unknown): string {
  if (failure instanceof RemoteError && failure.status !== null) {
    return `the last answer was ${failure.status}`;
  }
  if (failure instanceof RemoteError) return failure.message;
  const error = failure as Error;
  return error.name === "TimeoutError" ? "no whole answer in time" : "no answer came";
}
