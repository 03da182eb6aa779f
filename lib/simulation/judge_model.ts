import type { Message } from "../study/call.ts";
import { Random } from "../study/random.ts";
import { readTask, type Said, type Task } from "./said.ts";
import { judgeCompliance } from "./judge_compliance.ts";
import { judgeExpressed, judgeFits, judgeTopics, judgeTypes } from "./judge_labels.ts";
import { proposeMend } from "./judge_mend.ts";
import { judgePositions } from "./judge_positions.ts";
import { judgeRubric } from "./judge_rubric.ts";
import type { Lexicon } from "./language/lexicon.ts";

/** How a simulated judge does one kind of task: its answer's object, from what stands in the prompt. */
export type JudgeTask = (task: Task, tools: JudgeTools) => unknown;

/** What a simulated judge has besides the prompt. */
export interface JudgeTools {
  /** Its name: judges differ. */
  readonly judge: string;
  /** Of its misreadings, by the fenced texts of the prompt. */
  readonly random: Random;
  /** The names of values, as words of the language. */
  readonly lexicon: Lexicon;
}

/** The share of judgings that slip in form at first. */
const SLIPS = 0.01;

/** The kinds of tasks, by the first key of the object that the prompt asks for. */
const TASKS: Readonly<Record<string, JudgeTask>> = {
  placements: judgePositions,
  value1: judgeRubric,
  topics: judgeTopics,
  types: judgeTypes,
  fits: judgeFits,
  expressed: judgeExpressed,
  reasoning: judgeCompliance,
  kind: proposeMend,
};

/**
 * What a simulated judge answers. It knows its prompt and the language, and nothing else: neither who wrote a
 * response nor what was planted. Now and then it misreads a text or slips in form.
 *
 * @param seed Of its slips and misreadings.
 * @param judge Its name.
 */
export function judgeAnswer(
  seed: string | number,
  judge: string,
  lexicon: Lexicon,
  messages: readonly Message[],
): Said {
  const task = readTask(messages);
  const random = new Random(seed, "judge", judge, ...task.fenced.map((fenced) => fenced.text));
  const form = /\{"(\w+)"/.exec(task.words)?.[1] ?? "";
  const judging = Object.hasOwn(TASKS, form) ? TASKS[form] : undefined;
  if (!judging) return { content: "I do not know what is asked of me." };
  const answer = JSON.stringify(judging(task, { judge, random, lexicon }));
  if (!task.again && random.fork("slips").next() < SLIPS) {
    return { content: `${answer.slice(0, Math.floor(answer.length * 0.8))} …` };
  }
  return {
    content: random.fork("prose").next() < 0.1 ? `Here is my judgement.\n\n${answer}` : answer,
  };
}
