import type { Turn } from "./clause.ts";

const ROLES = "system|developer|user|assistant|tool";
/** A tag alone on its line; a few of the real releases have a stray `*` or space before it. */
const OPEN = new RegExp(
  String.raw`^\s*\*?<(${ROLES})(?:\s+[\w-]+="[^"]*")*\s*>\s*(?:<!--(.*?)-->)?\s*$`,
  "su",
);
const CLOSE = new RegExp(String.raw`^\s*\*?</(${ROLES})>\s*$`, "u");
const COMPARISON = /^\s*\*?<(\/?)comparison>\s*$/u;

/**
 * Reads an example conversation, as the OpenAI Model Spec writes them: turns between `<role>` and `</role>`
 * tags, alternatives between `<comparison>` tags, each marked by a comment that begins
 * with GOOD, OK or BAD. What is
 * between the tags of a turn is its text, whatever it looks like (it is no XML).
 *
 * @returns The turns in order; empty if the text is no such conversation or a turn stays open.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { readTurns } from "./turns.ts";
 *
 * const [question, answer] = readTurns(
 *   "<user>\nHi\n</user>\n<comparison>\n<assistant> <!-- GOOD: short -->\nHello.\n</assistant>\n</comparison>",
 * );
 * assert(question?.text === "Hi" && question.comparison === null);
 * assert(answer?.label === "good" && answer.note === "short" && answer.comparison === 0);
 * ```
 */
export function readTurns(text: string): Turn[] {
  const turns: Turn[] = [];
  let comparisons = 0;
  let comparing = false;
  let open: { role: string; comment: string | null; lines: string[] } | null = null;
  for (const line of text.split(/\r\n?|\n/u)) {
    if (open) {
      if (CLOSE.exec(line)?.[1] !== open.role) {
        open.lines.push(line);
        continue;
      }
      turns.push({
        role: open.role,
        text: open.lines.join("\n").trim(),
        ...judgement(open.comment),
        comparison: comparing ? comparisons - 1 : null,
      });
      open = null;
      continue;
    }
    const comparison = COMPARISON.exec(line);
    if (comparison) {
      comparing = comparison[1] === "";
      if (comparing) comparisons++;
      continue;
    }
    const tag = OPEN.exec(line);
    if (tag) open = { role: tag[1] as string, comment: tag[2]?.trim() ?? null, lines: [] };
  }
  return open ? [] : turns;
}

const LABELS = { GOOD: "good", OK: "ok", BAD: "bad" } as const;

function judgement(comment: string | null): Pick<Turn, "label" | "note"> {
  const mark = comment === null ? null : /^(GOOD|OK|BAD)\b\s*:?\s*(.*)$/su.exec(comment);
  if (!mark) return { label: null, note: comment || null };
  return { label: LABELS[mark[1] as keyof typeof LABELS], note: mark[2] || null };
}
