import { dirname } from "node:path";
import { InputError } from "./input_error.ts";

/**
 * Writes a file so that it is there as a whole or not at all, also after a kill or a power loss: a temporary
 * file beside it is written, synced and renamed over it. A file of that name is replaced.
 *
 * @throws {InputError} If the folder does not exist or cannot be written.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { writeAtomically } from "./atomic_write.ts";
 *
 * const folder = await Deno.makeTempDir();
 * await writeAtomically(`${folder}/table.json`, "[]\n");
 * assert(await Deno.readTextFile(`${folder}/table.json`) === "[]\n");
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function writeAtomically(path: string, content: string | Uint8Array): Promise<void> {
  await replaceAtomically(path, async (temporary) => {
    const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
    await Deno.writeFile(temporary, bytes, { createNew: true });
  });
}

/**
 * Lets `write` make a file under a temporary name, then syncs it and gives it its own; whatever fails, nothing
 * half-written is left behind.
 *
 * @throws {InputError} If the folder does not exist or cannot be written.
 */
export async function replaceAtomically(
  path: string,
  write: (temporary: string) => Promise<void> | void,
): Promise<void> {
  const temporary = `${path}.${crypto.randomUUID().slice(0, 8)}.tmp`;
  try {
    await write(temporary);
    syncFile(temporary);
    await Deno.rename(temporary, path);
    syncFolder(path);
  } catch (error) {
    await Deno.remove(temporary).catch(() => {});
    throw writeError(error, path);
  }
}

/** Makes a file's content durable. */
export function syncFile(path: string): void {
  using file = Deno.openSync(path, { read: true, write: true });
  file.syncSync();
}

/** Makes the names in the folder of `path` durable, where the system can. */
export function syncFolder(path: string): void {
  if (Deno.build.os === "windows") return;
  using folder = Deno.openSync(dirname(path));
  folder.syncSync();
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "its folder does not exist",
  ENOTDIR: "its folder is a file",
  EEXIST: "its folder is a file",
  EISDIR: "it is a folder",
  EACCES: "permission is denied",
  EPERM: "permission is denied",
  EROFS: "the file system is read-only",
  ENOSPC: "the disk is full",
};

/** A file system's refusal as an {@linkcode InputError} that names the file; other errors stay as they are. */
export function writeError(error: unknown, path: string): unknown {
  if (!(error instanceof Error) || error instanceof InputError) return error;
  const reason = REASONS[(error as { code?: string }).code ?? ""];
  return reason
    ? new InputError(`Expected a file that can be written but ${reason}`, { file: path }, {
      cause: error,
    })
    : error;
}
