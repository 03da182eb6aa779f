import type { Call } from "../../study/call.ts";
import type { RawResponse } from "../providers/provider.ts";

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

/** What a line of a batch's results tells. */
export type BatchLine =
  | { readonly result: BatchResult }
  /** The key of a call that the provider did not get to: it expired or was cancelled, and costs nothing. */
  | { readonly unserved: string }
  /** A line that cannot be read or bears no key: some call's answer may be lost in it. */
  | { readonly unreadable: string }
  /** Why a file of results may have been cut off, after its last line. */
  | { readonly doubt: string };

/** Why a provider refused a whole batch. */
export interface BatchFailure {
  readonly message: string;
  /** True where the same batch may be taken later: too much is queued by now, or the provider erred. */
  readonly passes: boolean;
}

/** How far a batch is. */
export interface BatchState {
  /** True once nothing more will come of it. */
  readonly ended: boolean;
  /** Whether somebody cancelled it; calls that were done by then have results all the same. */
  readonly cancelled: boolean;
  /** Whether its time ran out; calls that were done by then have results all the same. */
  readonly expired: boolean;
  /** Where its results are: the provider's names of files, or of the batch itself. */
  readonly files: readonly string[];
  readonly failure: BatchFailure | null;
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
  /** What the lines of the results tell, as they are read, in any order. */
  results(id: string, state: BatchState): AsyncIterable<BatchLine>;
  cancel(id: string): Promise<void>;
}

/** How a 404 speaks of a model that the provider does not have. */
const NO_MODEL = /model_not_found|model: |does not exist|is not found for API/i;

/** A request about a batch that the provider refused. */
export class BatchRefused extends Error {
  override name = "BatchRefused";

  constructor(readonly status: number, readonly body: string) {
    super(`status ${status}: ${body.slice(0, 200)}`);
  }

  /** Whether the endpoint knows no such request: then it has no batches at all. A missing model is another matter. */
  get unsupported(): boolean {
    return this.status === 404 ? !NO_MODEL.test(this.body) : [405, 501].includes(this.status);
  }
}

/** The body of a response, parsed. @throws {BatchRefused} For the status of an error or of another address. */
// deno-lint-ignore no-explicit-any
export function jsonOf(raw: RawResponse): any {
  return JSON.parse(textOf(raw));
}

/** The body of a response. @throws {BatchRefused} For the status of an error or of another address. */
export function textOf(raw: RawResponse): string {
  if (raw.status >= 300) throw new BatchRefused(raw.status, raw.body);
  return raw.body;
}

/** A result as it is kept, whatever a provider put in place of a text or a number. */
export function resultOf(
  key: string,
  status: unknown,
  body: unknown,
  requestId: unknown = null,
): { readonly result: BatchResult } {
  return {
    result: {
      key,
      status: Number.isInteger(status) ? status as number : 200,
      body: JSON.stringify(body ?? null),
      requestId: typeof requestId === "string" ? requestId : null,
    },
  };
}
