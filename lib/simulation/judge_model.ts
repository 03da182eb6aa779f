import type { Message } from "../study/call.ts";
import { Random } from "../study/random.ts";
import { readTask, type Said, type Task } from "./said.ts";
import { judgeRubric } from "./judge_rubric.ts";
import { judgePositions } from "./judge_positions.ts";

/** How a simulated judge does one kind of task: its answer's object, from what stands in the prompt. */
export type JudgeTask = (task: Task, random: Random, judge: string) => unknown;

/** Of a hundred judgings, how many slip in form at first. */
const SLIPS = 0.01;

/** The kinds of tasks, by the first key of the object that the prompt asks for. */
const TASKS: readonly (readonly [key: string, task: JudgeTask])[] = [
  ["placements", judgePositions],
  ["value1", judgeRubric],
];

/**
 * What a simulated judge answers. It knows its prompt and the language, and nothing else: neither who wrote a
 * response nor what was planted. Now and then it misreads a text or slips in form.
 *
 * @param seed Of its slips and misreadings.
 * @param judge Its name: judges differ.
 * @param further More kinds of tasks that it can do.
 */
export function judgeAnswer(
  seed: string | number,
  judge: string,
  messages: readonly Message[],
  further: readonly (readonly [key: string, task: JudgeTask])[] = [],
): Said {
  const task = readTask(messages);
  const random = new Random(seed, "judge", judge, ...task.fenced.map((fenced) => fenced.text));
  const form = /\{"(\w+)"/.exec(task.words)?.[1];
  const found = [...TASKS, ...further].find(([key]) => key === form);
  if (!found) return { content: "I do not know what is asked of me." };
  const answer = JSON.stringify(found[1](task, random, judge));
  if (!task.again && random.fork("slips").next() < SLIPS) {
    return { content: `${answer.slice(0, Math.floor(answer.length * 0.8))} …` };
  }
  return {
    content: random.fork("prose").next() < 0.1 ? `Here is my judgement.\n\n${answer}` : answer,
  };
}
