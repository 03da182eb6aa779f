import type { Message } from "../study/call.ts";
import { Random } from "../study/random.ts";
import type { Lexicon } from "./language/lexicon.ts";
import { sentencesOf } from "./language/sentences.ts";
import { leanings, neutralQuestions, requests, situationsOf } from "./language/situations.ts";
import { readTask, type Said, type Task, textOf } from "./said.ts";

/** The share of pairs that a simulated generator declines, and of those on which it slips in form at first. */
const DECLINES = 0.01;
const SLIPS = 0.01;

/**
 * What a simulated generator answers: a query about the two values in its prompt, or a rewrite of one that leans.
 * Some pairs it declines, and now and then it forgets the form asked for until it is asked again.
 */
export function generatorAnswer(
  seed: string | number,
  lexicon: Lexicon,
  messages: readonly Message[],
): Said {
  const task = readTask(messages);
  const random = new Random(seed, "generator", ...task.fenced.map((fenced) => fenced.text));
  if (random.fork("declines").next() < DECLINES) {
    return json({
      status: "declined",
      reason: "I would rather not set these two against each other.",
    });
  }
  const query = textOf(task, "query");
  const text = query === null ? neutral(task, lexicon, random) : nudged(task, query, random);
  if (!task.again && random.fork("slips").next() < SLIPS) {
    return { content: `Here is a question that fits:\n\n${text}` };
  }
  const answer = json({ status: "written", query: text });
  return random.fork("fenced").next() < 0.2
    ? { content: `\`\`\`json\n${answer.content}\n\`\`\`` }
    : answer;
}

function neutral(task: Task, lexicon: Lexicon, random: Random): string {
  const values = [textOf(task, "value1") ?? "", textOf(task, "value2") ?? ""] as const;
  const domain = lexicon.find(random.pick(values))?.domain ?? "";
  return `${random.pick(situationsOf(domain))} ${fill(random.pick(neutralQuestions), ...values)}`;
}

function nudged(task: Task, query: string, random: Random): string {
  const [toward, from] = [textOf(task, "toward") ?? "", textOf(task, "from") ?? ""];
  const sentences = sentencesOf(query);
  const named = sentences.findIndex((sentence) =>
    [toward, from].some((name) => sentence.toLowerCase().includes(name.toLowerCase()))
  );
  const situation = sentences.slice(0, named === -1 ? sentences.length : named).join(" ");
  const leaning = random.pick(leanings).map((sentence) => fill(sentence, toward, from)).join(" ");
  return `${situation} ${leaning} ${random.pick(requests)}`.trim();
}

function fill(text: string, a: string, b: string): string {
  return text.replace("{a}", () => a).replace("{b}", () => b);
}

function json(value: unknown): Said {
  return { content: JSON.stringify(value) };
}
