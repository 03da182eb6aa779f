import { join, relative, resolve } from "node:path";
import { PROJECT_FOLDER } from "../notebook/project_folder.ts";

/**
 * The folder that the user stood in when a task was called. `deno task` runs every task in the project's folder, and
 * says in `INIT_CWD` where it was called; without it, or elsewhere than in the project's folder, it is the current one.
 *
 * @param cwd The current folder.
 * @param initial The environment's `INIT_CWD`.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { calledFrom } from "./called_from.ts";
 *
 * assert(calledFrom("/elsewhere", "/home/me") === "/elsewhere");
 * ```
 */
export function calledFrom(cwd: string, initial: string | undefined): string {
  return initial !== undefined && resolve(cwd) === resolve(PROJECT_FOLDER) ? initial : cwd;
}

/** Goes to the folder that the user stood in, so that the paths that a task is told mean what they say. */
export function standWhereCalled(): void {
  Deno.chdir(calledFrom(Deno.cwd(), Deno.env.get("INIT_CWD")));
}

/** A place in the project's folder, as it is named from the current one: where a task writes unless it is told. */
export function inProject(path: string): string {
  return relative(Deno.cwd(), join(PROJECT_FOLDER, path)) || ".";
}
