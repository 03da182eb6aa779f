import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { basename } from "node:path";

/** What a manifest says of an input: its name, its size in bytes and the hash of its bytes. */
export async function describeFile(
  path: string,
): Promise<{ file: string; bytes: number; sha256: string }> {
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const piece of createReadStream(path)) {
    hash.update(piece as Uint8Array);
    bytes += (piece as Uint8Array).length;
  }
  return { file: basename(path), bytes, sha256: hash.digest("hex") };
}
