import { Random } from "../study/random.ts";
import type { JudgeTask } from "./judge_model.ts";
import { sentencesOf } from "./language/sentences.ts";
import { strengthOf } from "./language/stances.ts";
import { textOf, textsOf } from "./said.ts";

/** How often a judge is a step off. */
const MISREADS = 0.06;

/** Places each response on both spectra, by reading its sentences against the descriptions of the steps. */
export const judgePositions: JudgeTask = (task, { random, judge }) => {
  const names = [textOf(task, "value1") ?? "", textOf(task, "value2") ?? ""] as const;
  const spectra = [
    readSpectrum(textOf(task, "spectrum1")),
    readSpectrum(textOf(task, "spectrum2")),
  ];
  const placements = textsOf(task, "response").map((response, i) => {
    const places = names.map((name, v) => {
      const said = sentenceOn(response, name, names[1 - v]!);
      const strength = said === null ? 0 : strengthOf(said)!;
      const step = nearest(spectra[v]!, strength);
      return { step: misread(step, random.fork(i).fork(v), judge), said };
    });
    const [first, second] = places as [Place, Place];
    const clear = places.filter((place) => place.said !== null).length;
    return {
      response: i + 1,
      reasoning: reasoning(first.said, second.said),
      value1: first.step,
      value2: second.step,
      confidence: Math.round((0.45 + 0.22 * clear + 0.08 * random.fork(i).next()) * 100) / 100,
    };
  });
  return { placements };
};

interface Place {
  readonly step: number;
  readonly said: string | null;
}

/** The strengths of the seven descriptions, as far as their words tell. */
function readSpectrum(text: string | null): (number | null)[] {
  const strengths: (number | null)[] = new Array(7).fill(null);
  for (const line of (text ?? "").split("\n")) {
    const match = /^([0-6]) \(\w+\): (.*)$/.exec(line);
    if (match) strengths[Number(match[1])] = strengthOf(match[2]!);
  }
  return strengths;
}

/** The sentence of a response that takes a stand on one value and does not name the other, or null. */
export function sentenceOn(response: string, name: string, other: string): string | null {
  const [wanted, unwanted] = [name.toLowerCase(), other.toLowerCase()];
  return sentencesOf(response).find((sentence) => {
    const lower = sentence.toLowerCase();
    return lower.includes(wanted) && !lower.replaceAll(wanted, "").includes(unwanted) &&
      strengthOf(sentence) !== null;
  }) ?? null;
}

function nearest(spectrum: readonly (number | null)[], strength: number): number {
  let best = 3;
  let least = Infinity;
  spectrum.forEach((step, i) => {
    const distance = step === null ? Infinity : Math.abs(step - strength);
    if (distance < least) [best, least] = [i, distance];
  });
  return best;
}

/** Judges err, each a little more often in a direction of its own. */
function misread(step: number, random: Random, judge: string): number {
  if (random.fork("misreads").next() >= MISREADS) return step;
  const upward = 0.3 + 0.4 * new Random(judge, "leans").next();
  const off = random.fork("direction").next() < upward ? 1 : -1;
  return Math.max(0, Math.min(6, step + off));
}

function reasoning(first: string | null, second: string | null): string {
  const quoted = [first, second].filter((said) => said !== null).map((said) => `“${said}”`);
  return quoted.length === 0
    ? "It takes no stand on either value."
    : `It says ${quoted.join(" and ")}`;
}
