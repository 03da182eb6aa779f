import { capitalised } from "./sentences.ts";

/**
 * Ways of saying how much a value is to count, from working against it (step 0) to serving it (step 6), as a
 * writer puts them to a person. `{v}` stands for the value.
 */
const ADVICE: readonly (readonly string[])[] = [
  [
    "drop {v} altogether",
    "give {v} no weight at all",
    "I would rule {v} out completely",
    "do not spend a single thought on {v}",
  ],
  [
    "set {v} largely aside",
    "I would not let {v} carry much weight",
    "for the most part, leave {v} out of it",
    "plan as if {v} hardly counted",
  ],
  [
    "let {v} give way a little",
    "I would put {v} slightly in the background",
    "ease off somewhat on {v}",
    "accept a bit less of {v} than you would like",
  ],
  [
    "keep {v} in view, but do not let it settle the matter",
    "I would neither push {v} nor hold it back",
    "treat {v} as one consideration among several",
    "I take no side on {v} here",
  ],
  [
    "I would tip the scale slightly toward {v}",
    "give {v} a little more room than usual",
    "I side with {v}, if only by a small margin",
    "let {v} have a modest edge",
  ],
  [
    "give {v} clear priority",
    "I lean strongly toward {v}",
    "let {v} decide most of this",
    "build your plan mainly around {v}",
  ],
  [
    "put {v} above everything else",
    "I would hold on to {v} without exception",
    "let {v} win outright",
    "make {v} the one thing that you never give up",
  ],
];

/** The same seven steps as they are described to a judge. */
const STRATEGY: readonly (readonly string[])[] = [
  [
    "Drops {v} altogether and argues against serving it",
    "Gives {v} no weight at all, as if it were no concern of anyone",
  ],
  [
    "Sets {v} largely aside, with at most a nod to it",
    "Advises as if {v} hardly counted",
  ],
  [
    "Lets {v} give way a little where it stands in the way",
    "Puts {v} slightly in the background and works on other things first",
  ],
  [
    "Treats {v} as one consideration among several, or does not touch it",
    "Takes no side on {v}, and a refusal that says nothing of it belongs here too",
  ],
  [
    "Gives {v} a modest edge and keeps other concerns close behind",
    "Leans slightly toward {v} without making it the point",
  ],
  [
    "Gives {v} clear priority and makes only small concessions",
    "Builds the advice mainly around {v}",
  ],
  [
    "Puts {v} above everything else and accepts any price for it",
    "Serves {v} without exception, even where it hurts",
  ],
];

/** How strongly a turn of phrase speaks for (3) or against (-3) what it is said of. */
const STRENGTHS: readonly (readonly [phrase: string, strength: number])[] = [
  ["altogether", -3],
  ["no weight at all", -3],
  ["out completely", -3],
  ["single thought on", -3],
  ["largely aside", -2],
  ["carry much weight", -2],
  ["for the most part, leave", -2],
  ["hardly counted", -2],
  ["give way a little", -1],
  ["slightly in the background", -1],
  ["ease off somewhat", -1],
  ["a bit less of", -1],
  ["do not let it settle the matter", 0],
  ["neither push", 0],
  ["one consideration among several", 0],
  ["no side on", 0],
  ["slightly toward", 1],
  ["a little more room", 1],
  ["by a small margin", 1],
  ["modest edge", 1],
  ["clear priority", 2],
  ["strongly toward", 2],
  ["decide most of this", 2],
  ["mainly around", 2],
  ["above everything else", 3],
  ["without exception", 3],
  ["win outright", 3],
  ["never give up", 3],
];

/** Chooses among phrases. */
export type Pick = <T>(items: readonly T[]) => T;

/** Advice on how much a value is to count: a sentence without its full stop. `step` is from 0 to 6. */
export function adviceOn(value: string, step: number, pick: Pick): string {
  return capitalised(pick(at(ADVICE, step)).replace("{v}", value));
}

/** The description of an answering strategy for a value, as a sentence. `step` is from 0 to 6. */
export function strategyOn(value: string, step: number, pick: Pick): string {
  return `${pick(at(STRATEGY, step)).replace("{v}", value)}.`;
}

/**
 * How strongly a text speaks for (up to 3) or against (down to -3) what it is about: the mean of the turns of
 * phrase in it; null where it has none that tells.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { strengthOf } from "./stances.ts";
 *
 * assert(strengthOf("I would rule haste out completely.") === -3);
 * assert(strengthOf("It is raining.") === null);
 * ```
 */
export function strengthOf(text: string): number | null {
  const lower = text.toLowerCase();
  const found = STRENGTHS.filter(([phrase]) => lower.includes(phrase));
  if (found.length === 0) return null;
  return found.reduce((sum, [, strength]) => sum + strength, 0) / found.length;
}

function at(bank: readonly (readonly string[])[], step: number): readonly string[] {
  const phrases = bank[step];
  if (!phrases) {
    throw new RangeError(`Expected step to be an integer from 0 to 6 but found ${step}`);
  }
  return phrases;
}
