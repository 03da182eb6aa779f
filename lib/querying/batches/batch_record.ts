import { z } from "zod";
import type { Journal } from "../../study/journal.ts";

const recordSchema = z.strictObject({
  name: z.string(),
  provider: z.string(),
  model: z.string(),
  /** The provider's id; null between the decision to submit and its answer. */
  id: z.string().nullable(),
  state: z.enum(["submitting", "open", "closed"]),
  submittedAt: z.number(),
  keys: z.array(z.string()),
  /** Keys of calls to which it gave no answer that could be used. */
  unanswered: z.array(z.string()).default([]),
});

/** What the journal knows of a batch, so that it outlives the process. */
export type BatchRecord = z.infer<typeof recordSchema>;

const PREFIX = "batch/";

/** Makes the state of a batch durable. A closed one needs no keys but those
 * of the calls that it failed, by which their submissions are counted. */
export async function saveBatch(journal: Journal, record: BatchRecord): Promise<void> {
  const kept = record.state === "closed" ? { ...record, keys: [] } : record;
  await journal.setNote(PREFIX + record.name, JSON.stringify(kept));
}

/** All batches of the study, the closed ones too, but for those of these names. */
export async function loadBatches(
  journal: Journal,
  but: ReadonlySet<string> = new Set(),
): Promise<BatchRecord[]> {
  const records: BatchRecord[] = [];
  for (const note of await journal.noteNames(PREFIX)) {
    if (but.has(note.slice(PREFIX.length))) continue;
    records.push(recordSchema.parse(JSON.parse((await journal.note(note))!)));
  }
  return records;
}
