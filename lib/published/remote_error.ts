/**
 * What a server refused or did not give. Its message is one sentence for the user; a command prints it alone and
 * exits with code 1.
 */
export class RemoteError extends Error {
  override name = "RemoteError";
  /** The status of the answer; null where none came. */
  readonly status: number | null;
  /** Whether another try could end better. */
  readonly passing: boolean;

  constructor(
    message: string,
    { status = null, passing = false, cause }: {
      readonly status?: number | null;
      readonly passing?: boolean;
      readonly cause?: unknown;
    } = {},
  ) {
    super(message, cause === undefined ? {} : { cause });
    this.status = status;
    this.passing = passing;
  }
}
