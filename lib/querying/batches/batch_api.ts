import type { Call } from "../../study/call.ts";
import type { RawResponse } from "../providers/provider.ts";
import { parseJson } from "../reading.ts";

/** A call with its key, by which its result is found again. */
export interface BatchItem {
  readonly key: string;
  readonly call: Call;
}

/** The result of one call of a batch, as it would have come alone. */
export interface BatchResult {
  readonly key: string;
  readonly status: number;
  readonly body: string;
  readonly requestId: string | null;
}

/** How far a batch is. */
export interface BatchState {
  /** True once nothing more will come of it. */
  readonly ended: boolean;
  /** Where its results are: the provider's names of files, or of the batch itself. */
  readonly files: readonly string[];
  /** Why the provider refused the whole batch, or null. */
  readonly failure: string | null;
}

/** A batch of which the provider's id is not known: its answer to the submission was lost, or the process died. */
export interface SoughtBatch {
  /** Our name of it. */
  readonly name: string;
  /** By our clock, in milliseconds since the epoch. */
  readonly submittedAt: number;
  readonly keys: readonly string[];
  /** Ids of batches that are known to be others. */
  readonly others: ReadonlySet<string>;
}

/** A batch's id; or that the provider has no such batch, or cannot tell yet which of its batches it is. */
export type Found = { readonly id: string } | "absent" | "unclear";

/** Milliseconds by which a provider's clock may differ from ours. */
export const CLOCK_SLACK = 3_600_000;

/** A provider's batches. All calls of a batch go to one model. */
export interface BatchApi {
  /** Submits a batch under a name of ours and returns the provider's id of it. */
  submit(items: readonly BatchItem[], name: string): Promise<string>;
  /** Looks for a batch that may have been submitted. */
  find(sought: SoughtBatch): Promise<Found>;
  state(id: string): Promise<BatchState>;
  /** The results, in any order; calls that expired or were cancelled have none. */
  results(id: string, state: BatchState): Promise<BatchResult[]>;
  cancel(id: string): Promise<void>;
}

/** A request about a batch that the provider refused. */
export class BatchRefused extends Error {
  override name = "BatchRefused";

  constructor(readonly status: number, readonly body: string) {
    super(`status ${status}: ${body.slice(0, 200)}`);
  }

  /** Whether the endpoint knows no such request: then it has no batches at all. */
  get unsupported(): boolean {
    return [404, 405, 501].includes(this.status);
  }
}

/** The body of a response, parsed. @throws {BatchRefused} For an error status. */
// deno-lint-ignore no-explicit-any
export function jsonOf(raw: RawResponse): any {
  return JSON.parse(textOf(raw));
}

/** The body of a response. @throws {BatchRefused} For an error status. */
export function textOf(raw: RawResponse): string {
  if (raw.status >= 400) throw new BatchRefused(raw.status, raw.body);
  return raw.body;
}

/**
 * The objects of a file of JSON lines. A line that is none is left out: it has no key, so its call has no result, and
 * the others must not wait for it. The last one is an exception, for then the file may have been cut off.
 *
 * @throws {SyntaxError} If the file ends within a line, or has no such line at all.
 */
// deno-lint-ignore no-explicit-any
export function linesOf(text: string): any[] {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return lines.flatMap((line, i) => {
    const json = parseJson(line);
    if (typeof json === "object" && json !== null) return [json];
    if (i < lines.length - 1) return [];
    throw new SyntaxError("Expected a file of JSON lines but found one that ends otherwise");
  });
}

/** A result as it is kept, whatever a provider put in place of a text or a number. */
export function resultOf(
  key: string,
  status: unknown,
  body: unknown,
  requestId: unknown = null,
): BatchResult {
  return {
    key,
    status: Number.isInteger(status) ? status as number : 200,
    body: JSON.stringify(body ?? null),
    requestId: typeof requestId === "string" ? requestId : null,
  };
}
