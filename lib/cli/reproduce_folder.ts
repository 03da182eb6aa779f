import { basename, dirname, join, resolve } from "node:path";
import { InputError } from "../study/input_error.ts";

/** Stands in a folder that this command wrote, and that it may therefore replace. */
const SIGN = "manifest.json";

/**
 * Fills a folder whole or not at all: everything is written beside it and then put in its place. A folder
 * that is there already is replaced only if it is empty or an earlier run wrote it.
 *
 * @param out The folder.
 * @param fill Writes the files, a `manifest.json` among them, into the folder it is given.
 * @param options `replace`: whether what an earlier run wrote may be replaced (default: it may).
 * @throws {InputError} If the folder holds something else, or cannot be written.
 */
export async function writeFolder(
  out: string,
  fill: (folder: string) => Promise<void>,
  { replace = true }: { readonly replace?: boolean } = {},
): Promise<void> {
  const target = resolve(out);
  await assertReplaceable(target, out, replace);
  const place = { dir: dirname(target), prefix: `.${basename(target)}-` };
  const beside = await writable(out, async () => {
    await Deno.mkdir(place.dir, { recursive: true });
    await removeStale(place);
    return await Deno.makeTempDir(place);
  });
  try {
    await fill(beside);
    await Deno.chmod(beside, 0o755);
    await writable(out, () => putInPlace(beside, target));
  } finally {
    await Deno.remove(beside, { recursive: true }).catch(() => {});
  }
}

/** A killed run leaves its unfinished folder; one of yesterday is of no running one. */
const STALE = 24 * 60 * 60_000;

async function removeStale({ dir, prefix }: { dir: string; prefix: string }): Promise<void> {
  for await (const { name, isDirectory } of Deno.readDir(dir)) {
    if (!isDirectory || !name.startsWith(prefix)) continue;
    if (!/^[0-9a-f]{8,}$/.test(name.slice(prefix.length))) continue;
    const { mtime } = await Deno.stat(join(dir, name)).catch(() => ({ mtime: null }));
    if (mtime !== null && Date.now() - mtime.getTime() > STALE) {
      await Deno.remove(join(dir, name), { recursive: true }).catch(() => {});
    }
  }
}

async function putInPlace(beside: string, target: string): Promise<void> {
  const old = `${beside}-old`;
  const replaced = await Deno.rename(target, old).then(() => true, (error) => {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  });
  try {
    await Deno.rename(beside, target);
  } catch (error) {
    if (replaced) await Deno.rename(old, target);
    throw error;
  }
  if (replaced) await Deno.remove(old, { recursive: true });
}

/** What {@linkcode writeFolder} checks before it writes. */
export async function assertReplaceable(
  target: string,
  out = target,
  replace = true,
): Promise<void> {
  const names: string[] = [];
  try {
    for await (const entry of Deno.readDir(target)) names.push(entry.name);
  } catch (cause) {
    if (cause instanceof Deno.errors.NotFound) return;
    throw new InputError("Expected a folder to write to but it is none", { file: out }, { cause });
  }
  const ours = replace && names.includes(SIGN) && await isOurs(join(target, SIGN));
  if (names.length > 0 && !ours) {
    throw new InputError(
      `Expected a folder that is new${
        replace ? ", empty or written by this command" : " or empty"
      } but found other files`,
      { file: out },
    );
  }
}

async function isOurs(manifest: string): Promise<boolean> {
  try {
    return JSON.parse(await Deno.readTextFile(manifest)).made_by === "faultline reproduce";
  } catch {
    return false;
  }
}

async function writable<T>(out: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (cause) {
    throw new InputError("Expected a folder that can be written but found none", { file: out }, {
      cause,
    });
  }
}
