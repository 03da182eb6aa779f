import type { Comparison } from "../../../lib/analysis/bradley_terry/mod.ts";

/**
 * The 1987 season of the American League's eastern division (Agresti 2002, tables 10.10 and 10.11): home and away
 * wins of each home team against each visitor.
 */
const SEASON: Record<string, Record<string, [home: number, away: number]>> = {
  Milwaukee: {
    Detroit: [4, 3],
    Toronto: [4, 2],
    "New York": [4, 3],
    Boston: [6, 1],
    Cleveland: [4, 2],
    Baltimore: [6, 0],
  },
  Detroit: {
    Milwaukee: [3, 3],
    Toronto: [4, 2],
    "New York": [4, 3],
    Boston: [6, 0],
    Cleveland: [6, 1],
    Baltimore: [4, 3],
  },
  Toronto: {
    Milwaukee: [2, 5],
    Detroit: [4, 3],
    "New York": [2, 4],
    Boston: [4, 3],
    Cleveland: [4, 2],
    Baltimore: [6, 0],
  },
  "New York": {
    Milwaukee: [3, 3],
    Detroit: [5, 1],
    Toronto: [2, 5],
    Boston: [4, 3],
    Cleveland: [4, 2],
    Baltimore: [6, 1],
  },
  Boston: {
    Milwaukee: [5, 1],
    Detroit: [2, 5],
    Toronto: [3, 3],
    "New York": [4, 2],
    Cleveland: [5, 2],
    Baltimore: [6, 0],
  },
  Cleveland: {
    Milwaukee: [2, 5],
    Detroit: [3, 3],
    Toronto: [3, 4],
    "New York": [4, 3],
    Boston: [4, 2],
    Baltimore: [2, 4],
  },
  Baltimore: {
    Milwaukee: [2, 5],
    Detroit: [1, 5],
    Toronto: [1, 6],
    "New York": [2, 4],
    Boston: [1, 6],
    Cleveland: [3, 4],
  },
};

/** Every game, the home team first; with `home` the query, so to say, leans to it. */
export function games(home: boolean): Comparison[] {
  return Object.entries(SEASON).flatMap(([first, visits]) =>
    Object.entries(visits).flatMap(([second, [wins, losses]]) =>
      Array.from({ length: wins + losses }, (_, i): Comparison => ({
        first,
        second,
        outcome: i < wins ? 1 : 0,
        nudge: home ? "value1" : "neutral",
        pair: [first, second].sort().join("-"),
      }))
    )
  );
}

/** Estimates against Baltimore, without and with the home advantage (Turner and Firth 2012, BradleyTerry2). */
export const PUBLISHED = {
  plain: {
    Boston: 1.1077,
    Cleveland: 0.6839,
    Detroit: 1.4364,
    Milwaukee: 1.5814,
    "New York": 1.2476,
    Toronto: 1.2945,
  },
  home: {
    Boston: 1.1438,
    Cleveland: 0.7047,
    Detroit: 1.4754,
    Milwaukee: 1.6196,
    "New York": 1.2813,
    Toronto: 1.3271,
  },
  advantage: 0.3023,
};
