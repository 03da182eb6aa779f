import { InputError } from "../study/input_error.ts";
import { DATASET, DATASET_SPLITS, splitOf } from "./dataset.ts";
import { httpBuffer, type HttpOptions } from "./http_buffer.ts";
import { HUB, hubRevision } from "./hub_revision.ts";
import { type ParquetSource, parquetSource } from "./parquet_source.ts";
import { shardsOf } from "./shards.ts";

/** How the dataset is read over the network. */
export interface RemoteOptions extends Omit<HttpOptions, "immutable"> {
  /** The commit of the dataset, 40 hexadecimal digits: a branch could change between two runs. */
  readonly revision: string;
  /** @default {"all_models"} */
  readonly split?: string;
  /** @default {"https://huggingface.co"} */
  readonly host?: string;
}

/** A shard on the dataset's host. */
export interface RemoteSource extends ParquetSource {
  readonly bytes: number;
  /** What names its content on the host: the SHA-256 of a large file, or null where the host does not say. */
  readonly tag: string | null;
}

/**
 * Opens a split of the public dataset over HTTP ranges: only footers are fetched now, columns when they are
 * read.
 *
 * @returns The shards in order; none where that commit does not have the split.
 * @throws {InputError} If the revision is no commit or the dataset has no such split.
 * @throws {RemoteError} If the host refuses or does not answer.
 */
export async function openRemote(options: RemoteOptions): Promise<RemoteSource[]> {
  const { revision, split: name = "all_models", host = HUB, onFetch } = options;
  if (!/^[0-9a-f]{40}$/.test(revision)) {
    throw new InputError(`Expected a commit of 40 hexadecimal digits but found "${revision}"`, {
      field: "revision",
    });
  }
  const known = splitOf(name);
  if (known === undefined) {
    throw new InputError(
      `Expected a split out of ${
        DATASET_SPLITS.map((s) => s.split).join(", ")
      } but found "${name}"`,
      { field: "split" },
    );
  }
  const { files } = await hubRevision(options);
  const inFolder = files.filter((file) => file.startsWith(`${known.folder}/`))
    .map((file) => file.slice(known.folder.length + 1));
  const paths = shardsOf(inFolder, name, known.folder).map((file) => `${known.folder}/${file}`);
  const fetched = new Map<string, number>();
  const sources: RemoteSource[] = [];
  for (const path of paths) {
    const url = `${host}/datasets/${DATASET}/resolve/${revision}/${path}`;
    const file = await httpBuffer(url, {
      ...options,
      immutable: true,
      onFetch(bytes) {
        fetched.set(path, bytes);
        onFetch?.([...fetched.values()].reduce((sum, own) => sum + own, 0));
      },
    });
    const source = await parquetSource(file, path);
    sources.push({ ...source, bytes: file.byteLength, tag: file.tag });
  }
  return sources;
}
