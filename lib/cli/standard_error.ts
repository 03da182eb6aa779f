/**
 * Writes text to standard error as it is. A reader that went away, as `| head` or a closed terminal does, must not end
 * a run that is paid for: then nothing is written.
 */
export function writeError(text: string): void {
  try {
    Deno.stderr.writeSync(new TextEncoder().encode(text));
  } catch {
    // Nobody reads it.
  }
}

/** Writes a line to standard error, as {@linkcode writeError} does. */
export function sayError(line: string): void {
  writeError(`${line}\n`);
}
