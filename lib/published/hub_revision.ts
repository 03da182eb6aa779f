import { join } from "node:path";
import { z } from "zod";
import { writeAtomically, writeError } from "../study/atomic_write.ts";
import { InputError } from "../study/input_error.ts";
import { DATASET } from "./dataset.ts";
import { type FetchOptions, fetchPatiently } from "./fetch_patiently.ts";
import { RemoteError } from "./remote_error.ts";

/** The public dataset's host. */
export const HUB = "https://huggingface.co";

/** The branch that is asked for where no revision is named. */
export const BRANCH = "main";

/** A commit of the public dataset and the files that it has. */
export interface HubRevision {
  /** 40 hexadecimal digits. */
  readonly commit: string;
  /** Paths in the dataset. */
  readonly files: readonly string[];
}

/** Which revision is asked for, and where. */
export interface HubRevisionOptions extends FetchOptions {
  /**
   * A commit of 40 hexadecimal digits; or a branch or tag, which is looked up and, from then on, pinned. When left out,
   * what the cache has pinned, and `main` where it has nothing.
   */
  readonly revision?: string;
  /** @default {"https://huggingface.co"} */
  readonly host?: string;
  /** The folder where the pin and the commits' lists of files are kept; without one nothing is pinned. */
  readonly cache?: string;
}

const answerSchema = z.object({
  sha: z.string().regex(/^[0-9a-f]{40}$/),
  siblings: z.array(z.object({ rfilename: z.string() })).default([]),
});
const pinSchema = z.object({ host: z.string(), dataset: z.string(), commit: z.string() });
const revisionSchema = z.object({ commit: z.string(), files: z.array(z.string()) });

/**
 * The commit that is read, so that two runs read the same bytes: a branch is asked for once
 * (`/api/datasets/OWNER/NAME/revision/BRANCH`), and what it meant then stays pinned in the cache. What the cache has is
 * taken without a network.
 *
 * @throws {InputError} If the revision is no name of one.
 * @throws {RemoteError} If it has to be looked up and the host does not answer, or does not have it.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { hubRevision } from "./hub_revision.ts";
 *
 * const sha = "0123456789abcdef0123456789abcdef01234567";
 * await using server = Deno.serve({ port: 0, onListen() {} }, () =>
 *   Response.json({ sha, siblings: [{ rfilename: "README.md" }] }));
 * const { commit, files } = await hubRevision({ host: `http://127.0.0.1:${server.addr.port}` });
 * assert(commit === sha && files.length === 1);
 * ```
 */
export async function hubRevision(options: HubRevisionOptions = {}): Promise<HubRevision> {
  const { host = HUB, cache, revision } = options;
  if (revision !== undefined && !/^[\w.][\w./-]*$/.test(revision)) {
    throw new InputError(
      `Expected a commit, a branch or a tag but found ${JSON.stringify(revision)}`,
      { field: "revision" },
    );
  }
  const pin = cache === undefined ? undefined : join(cache, "pin.json");
  const pinned = revision === undefined && pin !== undefined
    ? await readKept(pin, pinSchema)
    : null;
  const named = revision ??
    (pinned?.host === host && pinned.dataset === DATASET ? pinned.commit : BRANCH);
  const isCommit = /^[0-9a-f]{40}$/.test(named);
  if (isCommit && cache !== undefined) {
    const kept = await readKept(join(cache, `${named}.json`), revisionSchema);
    if (kept !== null) return kept;
  }
  const url = `${host}/api/datasets/${DATASET}/revision/${encodeURIComponent(named)}`;
  const found = await fetchPatiently(url, async ({ response }) => {
    const answer = answerSchema.safeParse(await response.json().catch(() => null));
    if (!answer.success || (isCommit && answer.data.sha !== named)) {
      throw new RemoteError(`Expected ${url} to answer with the commit but found something else`);
    }
    const { sha, siblings } = answer.data;
    return { commit: sha, files: siblings.map(({ rfilename }) => rfilename) };
  }, options);
  if (cache !== undefined) {
    try {
      await Deno.mkdir(cache, { recursive: true });
    } catch (error) {
      throw writeError(error, cache);
    }
    await write(join(cache, `${found.commit}.json`), found);
    // A commit that is named is for one run; a branch is looked up to stay with what it meant.
    if (!isCommit) await write(pin!, { host, dataset: DATASET, named, commit: found.commit });
  }
  return found;
}

async function readKept<T>(path: string, schema: z.ZodType<T>): Promise<T | null> {
  try {
    return schema.parse(JSON.parse(await Deno.readTextFile(path)));
  } catch {
    // What is not there, or damaged, is asked for again.
    return null;
  }
}

function write(path: string, value: unknown): Promise<void> {
  return writeAtomically(path, `${JSON.stringify(value, null, 2)}\n`);
}
