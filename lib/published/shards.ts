import { InputError } from "../study/input_error.ts";

/**
 * The shards of a split among file names, in order: `<split>-<5 digits>-of-<5 digits>.parquet`.
 *
 * @param names File names, without folders.
 * @param split The split, such as `all_models`.
 * @param folder Where they are, for errors.
 * @returns None, or all of them.
 * @throws {InputError} If some are there and others are not, or they are of different sets.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { shardsOf } from "./shards.ts";
 *
 * const names = ["train-00001-of-00002.parquet", "train-00000-of-00002.parquet", "notes.md"];
 * assert(shardsOf(names, "train", "data")[0] === "train-00000-of-00002.parquet");
 * ```
 */
export function shardsOf(names: readonly string[], split: string, folder: string): string[] {
  const found = names.flatMap((name) => {
    const [, own, index, of] = /^(.+)-(\d{5})-of-(\d{5})\.parquet$/.exec(name) ?? [];
    return own === split ? [{ name, index: Number(index), of: Number(of) }] : [];
  }).sort((a, b) => a.index - b.index);
  const totals = new Set(found.map((shard) => shard.of));
  if (totals.size > 1) {
    throw new InputError(
      `Expected shards of one set but found sets of ${
        [...totals].sort((a, b) => a - b).join(" and ")
      }`,
      { file: `${folder}/${split}-*.parquet` },
    );
  }
  const [total] = totals;
  for (let i = 0; i < (total ?? 0); i++) {
    if (found[i]?.index !== i) {
      const missing = `${split}-${pad(i)}-of-${pad(total ?? 0)}.parquet`;
      throw new InputError(`Expected all ${total} shards but found no ${missing}`, {
        file: folder,
      });
    }
  }
  return found.map((shard) => shard.name);
}

function pad(n: number): string {
  return String(n).padStart(5, "0");
}
