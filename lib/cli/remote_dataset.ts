import { DATASET } from "../published/dataset.ts";
import { HUB, hubRevision } from "../published/hub_revision.ts";
import { openRemote, type RemoteSource } from "../published/open_remote.ts";
import { InputError } from "../study/input_error.ts";

/** Where the dataset is read from over the network, and what is kept of it. */
export interface RemoteDatasetOptions {
  /** A folder that keeps what was fetched. */
  readonly cache: string;
  /** A commit, a branch or a tag; when left out what the cache has pinned, else `main`. */
  readonly revision?: string;
  /** @default {"https://huggingface.co"} */
  readonly host?: string;
  /** Sent to the host, and to no other; not over a connection that others can read. */
  readonly token?: string;
  readonly signal?: AbortSignal;
  /** The wait before a second try in milliseconds. @default {500} */
  readonly wait?: number;
  /** Says what is going on. */
  readonly say?: (line: string) => void;
}

/** The public dataset on its host, at one commit. */
export interface RemoteDataset {
  readonly host: string;
  readonly commit: string;
  /** Opens a split; no shards where the commit does not have it. */
  open(split: string): Promise<readonly RemoteSource[]>;
  /** Every file opened so far as a manifest names it: with its size, and the SHA-256 that the host states of it. */
  inputs(): object[];
}

/** While bytes come, a line is said at most this often, in milliseconds. */
const LINE_EVERY = 2000;

/**
 * Finds the commit to read, says it, and opens the dataset at it. Nothing but footers is fetched until columns are read.
 *
 * @throws {InputError} If the host or the revision is none.
 * @throws {RemoteError} If the host refuses or does not answer.
 */
export async function remoteDataset(options: RemoteDatasetOptions): Promise<RemoteDataset> {
  const { cache, revision, signal, wait, token, say = () => {} } = options;
  const host = checkedHost(options.host ?? HUB);
  const common = {
    host,
    cache,
    onWait: say,
    ...(token !== undefined && isSafe(host) ? { token } : {}),
    ...(signal === undefined ? {} : { signal }),
    ...(wait === undefined ? {} : { wait }),
  };
  const { commit } = await hubRevision({
    ...common,
    ...(revision === undefined ? {} : { revision }),
  });
  say(`Reading ${DATASET} at ${commit}, kept in ${cache}.`);
  const opened: RemoteSource[] = [];
  return {
    host,
    commit,
    async open(split) {
      let said = performance.now();
      const sources = await openRemote({
        ...common,
        revision: commit,
        split,
        onFetch(bytes) {
          if (performance.now() - said < LINE_EVERY) return;
          said = performance.now();
          say(`${split}: ${(bytes / 1e6).toFixed(1)} MB fetched`);
        },
      });
      opened.push(...sources);
      return sources;
    },
    inputs: () =>
      opened.map(({ name, bytes, tag }) => ({
        file: name,
        bytes,
        // A large file's tag is its SHA-256; the host names a small one otherwise.
        ...(/^[0-9a-f]{64}$/.test(tag ?? "") ? { sha256: tag } : { etag: tag }),
      })),
  };
}

function checkedHost(host: string): string {
  const url = URL.canParse(host) ? new URL(host) : null;
  if (url !== null && /^https?:$/.test(url.protocol) && url.username === "") {
    return url.href.replace(/\/+$/, "");
  }
  throw new InputError(
    "Expected the address of a host such as https://huggingface.co but found something else",
    { field: "--host" },
  );
}

function isSafe(host: string): boolean {
  const { protocol, hostname } = new URL(host);
  return protocol === "https:" || ["localhost", "127.0.0.1", "[::1]"].includes(hostname);
}
