import type { Message } from "../study/call.ts";
import { type Fenced, readFences } from "../generation/fence.ts";

/** What a simulated model says. */
export interface Said {
  readonly content: string;
  /** In OpenAI's words; the wire formats translate it. */
  readonly finishReason?: "stop" | "length" | "content_filter";
}

/** A task as a model reads it: the words outside of all fences, and the fenced texts by label. */
export interface Task {
  readonly words: string;
  readonly fenced: readonly Fenced[];
  /** True where the model has answered once and is asked to mend its answer. */
  readonly again: boolean;
}

/** Reads the task of a conversation: what the system says, and the first message of the user. */
export function readTask(messages: readonly Message[]): Task {
  const users = messages.filter((message) => message.role === "user");
  const message = [...messages.filter(({ role }) => role === "system"), ...users.slice(0, 1)]
    .map(({ content }) => content).join("\n\n");
  const fenced = readFences(message);
  let words = message;
  for (const { text } of fenced) if (text !== "") words = words.replace(text, () => "");
  return { words, fenced, again: users.length > 1 };
}

/** The fenced text of a label, or null. */
export function textOf(task: Task, label: string): string | null {
  return task.fenced.find((fenced) => fenced.label === label)?.text ?? null;
}

/** The fenced texts whose labels are a word and a number (`response 1`, `response 2`), in order. */
export function textsOf(task: Task, word: string): string[] {
  return task.fenced.filter((fenced) => new RegExp(`^${word} \\d+$`).test(fenced.label))
    .map((fenced) => fenced.text);
}
