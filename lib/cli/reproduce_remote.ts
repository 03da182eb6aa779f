import { DATASET, DATASET_SPLITS } from "../published/dataset.ts";
import { HUB, hubRevision } from "../published/hub_revision.ts";
import { openRemote, type RemoteSource } from "../published/open_remote.ts";
import { readPositions } from "../published/read_positions.ts";
import { InputError } from "../study/input_error.ts";
import {
  COUNTED_SPLITS,
  type ReadDataOptions,
  readJudged,
  readWholeSet,
  type ReproduceData,
  rowsOf,
} from "./reproduce_data.ts";

/** Where the dataset is read from over the network, and what is kept of it. */
export interface RemoteDataOptions extends ReadDataOptions {
  /** A folder that keeps what was fetched. */
  readonly cache: string;
  /** A commit, a branch or a tag; when left out what the cache has pinned, else `main`. */
  readonly revision?: string;
  /** @default {"https://huggingface.co"} */
  readonly host?: string;
  /** Sent to the host, and to no other. */
  readonly token?: string;
  readonly signal?: AbortSignal;
  /** The wait before a second try in milliseconds. @default {500} */
  readonly wait?: number;
}

/** While bytes come, a line is said at most this often, in milliseconds. */
const LINE_EVERY = 2000;

/**
 * Reads the public dataset from its host: the columns that tables and figures are made of, never the responses. Every
 * byte is read by the hash of one commit, and kept in the cache, so that a run that was stopped goes on where it was.
 *
 * @throws {InputError} If the host or the revision is none, or the dataset does not have what it must have.
 * @throws {RemoteError} If the host refuses or does not answer; what was fetched is kept.
 */
export async function readRemoteData(options: RemoteDataOptions): Promise<ReproduceData> {
  const { skip = new Set(), say = () => {}, cache, revision, signal, wait } = options;
  const host = checkedHost(options.host ?? HUB);
  const common = {
    host,
    cache,
    onWait: say,
    ...(options.token !== undefined && isSafe(host) ? { token: options.token } : {}),
    ...(signal === undefined ? {} : { signal }),
    ...(wait === undefined ? {} : { wait }),
  };
  const { commit } = await hubRevision({
    ...common,
    ...(revision === undefined ? {} : { revision }),
  });
  say(`Reading ${DATASET} at ${commit}, kept in ${cache}.`);
  const inputs: RemoteSource[] = [];
  const open = async (split: string) => {
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
    inputs.push(...sources);
    return sources;
  };

  const scores = await open("all_models");
  if (scores.length === 0) {
    throw new InputError("Expected the split all_models but found none", { file: DATASET });
  }
  const table = await readPositions(scores, {
    onProgress: (rows, total) => say(`read ${rows} of ${total} rows`),
  });
  const bins: RemoteSource[] = [];
  if (!skip.has("judge_evaluations")) {
    for (const { config, split } of DATASET_SPLITS) {
      if (config === "judge_evaluations") bins.push(...await open(split));
    }
  }
  const judged = await readJudged(bins, skip);
  const whole = await readWholeSet(skip.has("complete") ? [] : await open("train"), skip);
  const splits = new Map<string, number>();
  for (const split of skip.has("splits") ? [] : COUNTED_SPLITS) {
    const sources = await open(split);
    if (sources.length > 0) splits.set(split, rowsOf(sources));
  }
  return {
    table,
    ...judged,
    ...whole,
    splits,
    why: { ...judged.why, ...whole.why },
    from: `Read from ${host}/datasets/${DATASET} at the commit ${commit}.`,
    source: { host, dataset: DATASET, commit },
    // A large file's tag is its SHA-256; the host names a small one otherwise.
    inputs: inputs.map(({ name, bytes, tag }) => ({
      file: name,
      bytes,
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

/** A token goes over nothing that others can read. */
function isSafe(host: string): boolean {
  const { protocol, hostname } = new URL(host);
  return protocol === "https:" || ["localhost", "127.0.0.1", "[::1]"].includes(hostname);
}
