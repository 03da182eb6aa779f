import { findPython } from "../../lib/notebook/python.ts";

/** Whether Jupyter can be set up on this machine. */
export const pythonIsHere: boolean = await findPython().then(() => true, () => false);

/**
 * What a test that needs Python says and does: it runs where Python is there, fails in CI where it is missing,
 * and is skipped with a word elsewhere.
 */
export function needsPython(name: string): { name: string; ignore: boolean } {
  const ignore = !pythonIsHere && !Deno.env.get("CI");
  if (ignore) console.log(`Skipped for want of Python 3.10 or newer: ${name}`);
  return { name, ignore };
}
