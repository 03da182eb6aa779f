import { DATASET, DATASET_SPLITS } from "../published/dataset.ts";
import type { RemoteSource } from "../published/open_remote.ts";
import { readPositions } from "../published/read_positions.ts";
import { InputError } from "../study/input_error.ts";
import { remoteDataset, type RemoteDatasetOptions } from "./remote_dataset.ts";
import {
  COUNTED_SPLITS,
  type ReadDataOptions,
  readJudged,
  readWholeSet,
  type ReproduceData,
  rowsOf,
} from "./reproduce_data.ts";

/** Where the dataset is read from over the network, and what of it. */
export type RemoteDataOptions = RemoteDatasetOptions & ReadDataOptions;

/**
 * Reads the public dataset from its host: the columns that tables and figures are made of, never the responses. Every
 * byte is read by the hash of one commit, and kept in the cache, so that a run that was stopped goes on where it was.
 *
 * @throws {InputError} If the host or the revision is none, or the dataset does not have what it must have.
 * @throws {RemoteError} If the host refuses or does not answer; what was fetched is kept.
 */
export async function readRemoteData(options: RemoteDataOptions): Promise<ReproduceData> {
  const { skip = new Set(), say = () => {} } = options;
  const { host, commit, open, inputs } = await remoteDataset(options);
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
    inputs: inputs(),
  };
}
