import { join } from "node:path";
import { PROJECT_FOLDER } from "../notebook/project_folder.ts";
import { RemoteError } from "../published/remote_error.ts";
import { InputError } from "../study/input_error.ts";
import { EXIT } from "./exit.ts";
import type { RemoteDatasetOptions } from "./remote_dataset.ts";

/** Where the dataset is kept that comes over the network, unless told. */
export const FETCHED_FOLDER = join(PROJECT_FOLDER, "data", "fetched");

/** Options of the commands that read the public dataset from its host, for `parseArgs`. */
export const REMOTE_OPTIONS = {
  revision: { type: "string" },
  host: { type: "string" },
  cache: { type: "string" },
} as const;

/** What `--help` says of {@linkcode REMOTE_OPTIONS}. */
export const REMOTE_USAGE = `  --revision NAME     a commit, a branch or a tag of the public dataset
  --host URL          a mirror (default: https://huggingface.co)
  --cache FOLDER      where what was fetched is kept (default: data/fetched in the project)`;

/**
 * How the dataset is read over the network, by the arguments and the token of the environment.
 *
 * @param local Whether data on this machine are named: then none of these arguments may be.
 * @throws {InputError} Naming an argument that does not go with local data.
 */
export function remoteFrom(
  { revision, host, cache }: {
    readonly revision?: string | undefined;
    readonly host?: string | undefined;
    readonly cache?: string | undefined;
  },
  local: boolean,
): RemoteDatasetOptions {
  const named = Object.entries({ revision, host, cache }).filter(([, value]) =>
    value !== undefined
  );
  if (local && named.length > 0) {
    throw new InputError("Expected it only where the dataset comes over the network", {
      field: `--${named[0]![0]}`,
    });
  }
  const token = Deno.env.get("HF_TOKEN");
  return { cache: FETCHED_FOLDER, ...Object.fromEntries(named), ...(token && { token }) };
}

/**
 * The exit code of a command that may read over the network: what the host refused is told in one sentence, and that
 * another run goes on.
 *
 * @param remote Whether it does read over the network.
 */
export async function remoteCode(
  act: () => Promise<number>,
  { remote, signal, err }: {
    readonly remote: boolean;
    readonly signal: AbortSignal;
    readonly err: (line: string) => void;
  },
): Promise<number> {
  const kept = remote ? " What was fetched is kept; run it again to go on." : "";
  try {
    return await act();
  } catch (error) {
    if (signal.aborted) {
      err(`Stopped.${kept}`);
      return EXIT.stopped;
    }
    if (!(error instanceof RemoteError)) throw error;
    const otherwise = remote ? " --data reads a local copy, --host a mirror." : "";
    err(`${error.message}.${kept}${otherwise}`);
    return EXIT.failure;
  }
}
