import { InputError } from "../study/input_error.ts";

/** The oldest Python that the pinned requirements run on. */
export const OLDEST_PYTHON = [3, 10] as const;

/** Where a newer name is missing, Linux distributions often have a numbered one. */
const CANDIDATES = ["python3", "python", "python3.13", "python3.12", "python3.11", "python3.10"];

/** Prints the version, and whether `venv` can make an environment with pip in it. */
const PROBE = `
import sys
try:
    import venv, ensurepip
    able = 1
except ImportError:
    able = 0
print(sys.version_info[0], sys.version_info[1], able)
`;

/** A Python that can make a virtual environment. */
export interface Python {
  /** What to run: a name on PATH or a path. */
  readonly command: string;
  /** Such as `3.11`. */
  readonly version: string;
}

/**
 * Finds a Python of at least {@linkcode OLDEST_PYTHON} with the `venv` module.
 *
 * @param named A path or name to use instead of looking, as from the environment variable `FAULTLINE_PYTHON`.
 * @param candidates Names to look for on PATH, in this order.
 * @throws {InputError} If there is none, with what was found instead and what to install.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { findPython } from "./python.ts";
 *
 * const python = await findPython().catch((error) => error.message as string);
 * assert(typeof python === "string" || python.version.startsWith("3."));
 * ```
 */
export async function findPython(
  named?: string,
  candidates: readonly string[] = CANDIDATES,
): Promise<Python> {
  const seen: string[] = [];
  for (const command of named ? [named] : candidates) {
    const found = await probe(command);
    if (found === null) continue;
    const { major, minor, able } = found;
    const recent = major === OLDEST_PYTHON[0] && minor >= OLDEST_PYTHON[1];
    if (recent && able) return { command, version: `${major}.${minor}` };
    seen.push(recent ? `${command} without the venv module` : `${command} ${major}.${minor}`);
  }
  const wanted = `Python ${OLDEST_PYTHON.join(".")} or newer with its venv module`;
  const where = named ? `in FAULTLINE_PYTHON=${named}` : "on PATH";
  throw new InputError(
    `Expected ${wanted} ${where} but found ${seen.length ? seen.join(", ") : "none"}: ` +
      `install Python (on Debian and Ubuntu also the package python3-venv), ` +
      `or name one in the environment variable FAULTLINE_PYTHON`,
  );
}

async function probe(
  command: string,
): Promise<{ major: number; minor: number; able: boolean } | null> {
  try {
    const { success, stdout } = await new Deno.Command(command, {
      args: ["-I", "-c", PROBE],
      stdin: "null",
      stderr: "null",
    }).output();
    const [major, minor, able] = new TextDecoder().decode(stdout).trim().split(" ").map(Number);
    if (!success || major === undefined || minor === undefined) return null;
    return { major, minor, able: able === 1 };
  } catch (error) {
    // Not there, or there but not a program: either way not a Python to use.
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.PermissionDenied) {
      return null;
    }
    throw error;
  }
}
