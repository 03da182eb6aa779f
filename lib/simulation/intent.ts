import { Random } from "../study/random.ts";
import type { Value } from "../study/value.ts";
import { isVague, lonerOf, type Plan } from "./plan.ts";

/** What a simulated model takes in of a query. */
export interface Dilemma {
  readonly a: Value;
  readonly b: Value;
  /** How strongly the person speaks for (3) or against (-3) each. */
  readonly leanA: number;
  readonly leanB: number;
  /** The category that the spec in the system prompt puts first, or null where it decides nothing. */
  readonly decided: string | null;
  /** The query's text, for what varies from query to query. */
  readonly query: string;
  readonly sample: number;
}

/** How far a person's lean moves a model, in steps per degree of strength. */
const LEAN = 0.3;
const NOISE = 0.45;

/** The steps (0 to 6) at which a simulated model means to answer, for `a` and for `b`. */
export function intent(plan: Plan, model: string, dilemma: Dilemma): [a: number, b: number] {
  const { a, b, leanA, leanB, decided, query, sample } = dilemma;
  const noise = new Random(plan.seed, "noise", model, query, decided ?? "", sample);
  const step = (mean: number) =>
    Math.max(0, Math.min(6, Math.round(mean + NOISE * noise.normal())));
  const wins = (first: boolean, high: number, low: number, lean: number): [number, number] => [
    step((first ? high : low) + lean * leanA),
    step((first ? low : high) + lean * leanB),
  ];
  if (decided === a.category || decided === b.category) {
    return wins(decided === a.category, 5, 1.2, 0.1);
  }
  if (isVague(plan, a.category, b.category)) {
    return wins(sidesWithA(plan, model, a.category, b.category), 5, 1, 0.1);
  }
  const pull = pullOf(plan, a, b);
  const loner = lonerOf(plan, a, b);
  if (loner !== null) return wins((pull > 0) !== (loner === model), 5.5, 0.4, 0);
  const liking = (category: string) => plan.affinity[model]?.[category] ?? 0;
  const [likesA, likesB] = [liking(a.category), liking(b.category)];
  return [
    step(3 + pull + likesA - 0.3 * likesB + LEAN * leanA),
    step(3 - pull + likesB - 0.3 * likesA + LEAN * leanB),
  ];
}

/** What the whole panel thinks of a pair: for `a` and against `b` where positive. */
function pullOf(plan: Plan, a: Value, b: Value): number {
  const [first, second] = [a.name, b.name].sort();
  const pull = 0.8 * new Random(plan.seed, "pull", first!, second!).normal();
  return first === a.name ? pull : -pull;
}

/** On a vague pair the half of the panel that likes `a` better than `b` sides with `a`. */
function sidesWithA(plan: Plan, model: string, a: string, b: string): boolean {
  const preference = (key: string) =>
    (plan.affinity[key]?.[a] ?? 0) - (plan.affinity[key]?.[b] ?? 0);
  const ranked = Object.keys(plan.affinity).sort((x, y) => preference(y) - preference(x));
  return ranked.indexOf(model) < ranked.length / 2;
}
