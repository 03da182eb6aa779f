import type { Journal } from "../../lib/study/journal.ts";

/** All text that a journal keeps, decompressed: completions, notes, and the failures of those keys. */
export async function journalText(journal: Journal, keys: readonly string[]): Promise<string> {
  const parts: unknown[] = [...await journal.failures(keys)];
  for await (const completion of journal.completions()) parts.push(completion);
  for (const name of await journal.noteNames("")) parts.push(name, await journal.note(name));
  return JSON.stringify(parts);
}
