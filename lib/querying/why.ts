import { type Call, callKey } from "../study/call.ts";
import type { Completion, Failure } from "../study/completion.ts";
import type { Journal } from "../study/journal.ts";

/** One field in which a call differs from a journaled one. */
export interface Difference {
  /** Such as `prompt`, `parameters.temperature` or `messages[1].content`. */
  readonly field: string;
  readonly asked: unknown;
  readonly journaled: unknown;
}

/** Why a call is or is not answered from the journal. */
export interface Why {
  readonly key: string;
  /** In the journal, so nothing is sent. */
  readonly completion: Completion | null;
  /** Its last failure; a final one is not asked again. */
  readonly failure: Failure | null;
  /** The journaled call of this stage most like it, where the key is not in the journal. */
  readonly nearest: { readonly key: string; readonly differences: readonly Difference[] } | null;
  /** All of that as a sentence. */
  readonly sentence: string;
}

/**
 * Tells why a call is or is not answered from the journal: by its completion or failure there, or else by what sets
 * it apart from the nearest journaled call of its stage. A key tells only whether it is there; give the call itself
 * to learn what differs.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { openSqliteJournal } from "../study/sqlite_journal.ts";
 * import { why } from "./why.ts";
 *
 * await using journal = await openSqliteJournal(":memory:");
 * const { sentence } = await why(journal, "0".repeat(64));
 * assert(sentence === "It was never asked: the journal has neither an answer nor a failure of this key");
 * ```
 */
export async function why(journal: Journal, of: string | Call): Promise<Why> {
  const key = typeof of === "string" ? of : callKey(of);
  const completion = (await journal.find([key])).get(key) ?? null;
  if (completion) {
    const { source, endedAt, attempts, status } = completion;
    const at = new Date(endedAt).toISOString();
    const sentence = `It is answered from the journal: ${
      source === "live" ? "sent live" : `from ${source}`
    }, ${at}, status ${status}, attempt ${attempts}`;
    return { key, completion, failure: null, nearest: null, sentence };
  }
  const failure = (await journal.failures([key])).get(key) ?? null;
  if (failure) {
    const again = failure.final ? "is not asked again" : "is asked again by the next run";
    const sentence =
      `It failed after ${failure.attempts} attempts and ${again}: ${failure.message}`;
    return { key, completion, failure, nearest: null, sentence };
  }
  const nearest = typeof of === "string" ? null : await nearestTo(journal, of);
  const sentence = nearest
    ? `It was never asked; the nearest journaled call differs in ${
      nearest.differences.map(({ field }) => field).join(", ")
    }`
    : typeof of === "string"
    ? "It was never asked: the journal has neither an answer nor a failure of this key"
    : `It was never asked: the journal has no answer of stage ${of.stage}`;
  return { key, completion, failure, nearest, sentence };
}

async function nearestTo(journal: Journal, call: Call): Promise<Why["nearest"]> {
  let nearest: Why["nearest"] = null;
  let least = Infinity;
  for await (const other of journal.completions({ stage: call.stage })) {
    const found = differences(call, other.call);
    const distance = found.reduce((sum, d) => sum + weight(d), 0);
    if (distance >= least) continue;
    least = distance;
    nearest = { key: other.key, differences: found };
  }
  return nearest;
}

/** The fields in which two calls differ. */
export function differences(asked: Call, journaled: Call): Difference[] {
  const found: Difference[] = [];
  const compare = (field: string, a: unknown, b: unknown) => {
    if (a !== b) found.push({ field, asked: a, journaled: b });
  };
  for (const field of ["stage", "prompt", "provider", "model", "sample"] as const) {
    compare(field, asked[field], journaled[field]);
  }
  const names = new Set([...Object.keys(asked.parameters), ...Object.keys(journaled.parameters)]);
  for (const name of [...names].sort()) {
    const field = name as keyof Call["parameters"];
    compare(`parameters.${name}`, asked.parameters[field], journaled.parameters[field]);
  }
  compare("messages.length", asked.messages.length, journaled.messages.length);
  for (let i = 0; i < Math.min(asked.messages.length, journaled.messages.length); i++) {
    compare(`messages[${i}].role`, asked.messages[i]!.role, journaled.messages[i]!.role);
    compare(`messages[${i}].content`, asked.messages[i]!.content, journaled.messages[i]!.content);
  }
  return found;
}

/** How much a difference counts: 1 for a field, from 1 to 3 for a text by how little of its ends is shared. */
function weight({ asked, journaled, field }: Difference): number {
  if (!field.endsWith(".content")) return 1;
  const [a, b] = [asked as string, journaled as string];
  const shorter = Math.min(a.length, b.length);
  let head = 0;
  while (head < shorter && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < shorter - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  return 3 - 2 * (head + tail) / Math.max(1, a.length, b.length);
}
