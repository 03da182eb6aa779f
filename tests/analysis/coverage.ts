/**
 * How often 95 % intervals hold the truth, on data whose truth is known: pairs (clusters) of three queries that
 * resemble each other.
 */
import {
  agreementSums,
  fleissKappa,
  fleissKappaOf,
  gwetAc1,
  krippendorffAlpha,
  type Ratings,
  ratingsOf,
} from "../../lib/analysis/agreement/mod.ts";
import {
  bcaInterval,
  clusterBootstrap,
  leaveOneOut,
  totalsOf,
} from "../../lib/analysis/bootstrap/mod.ts";
import { clusteredMean } from "../../lib/analysis/clustered.ts";
import { clusteredRate } from "../../lib/analysis/clustered_rate.ts";
import { pairedDifferences, riskRatios } from "../../lib/analysis/comparison/mod.ts";
import { differenceEstimate, roganGladen } from "../../lib/analysis/correction/mod.ts";
import { normalCdf } from "../../lib/analysis/distributions.ts";
import type { Interval } from "../../lib/analysis/interval.ts";
import { varianceComponents } from "../../lib/analysis/noise/mod.ts";
import { Random } from "../../lib/study/random.ts";

/** A statistic on data of a known truth. */
export interface Scenario {
  readonly statistic: string;
  readonly data: string;
  readonly truth: number;
  readonly draw: (random: Random) => Interval | Promise<Interval>;
}

/** What came of the repetitions. */
export interface Coverage {
  readonly scenario: Scenario;
  readonly repetitions: number;
  /** The share of intervals that hold the truth. */
  readonly covered: number;
  /** The share of intervals that lie wholly below, and above, the truth. */
  readonly below: number;
  readonly above: number;
  readonly width: number;
}

/** Draws data and interval again and again. */
export async function coverage(
  scenario: Scenario,
  repetitions: number,
  seed: string,
): Promise<Coverage> {
  let [below, above, width] = [0, 0, 0];
  for (let i = 0; i < repetitions; i++) {
    const random = new Random(seed, scenario.statistic, scenario.data, i);
    const { low, high } = await scenario.draw(random);
    if (!(low <= scenario.truth)) above++;
    else if (!(high >= scenario.truth)) below++;
    width += (high - low) / repetitions;
  }
  const covered = (repetitions - below - above) / repetitions;
  return {
    scenario,
    repetitions,
    covered,
    below: below / repetitions,
    above: above / repetitions,
    width,
  };
}

const SIZE = 3;

/** For each of `pairs` clusters one draw of `cluster`, then three of `query` given it. */
function clustersOf<C, Q>(
  random: Random,
  pairs: number,
  cluster: (random: Random) => C,
  query: (random: Random, cluster: C) => Q,
): { pair: string; id: string; query: Q }[] {
  return Array.from({ length: pairs }, (_, c) => {
    const shared = cluster(random);
    return Array.from({ length: SIZE }, (_, q) => ({
      pair: `p${c}`,
      id: `p${c}/${q}`,
      query: query(random, shared),
    }));
  }).flat();
}

/**
 * A yes with probability `rate`, two of one cluster alike by the cluster's draw: with probability `alike` a query
 * follows its cluster, so that the correlation within is `alike` squared.
 */
function flag(random: Random, rate: number, shared: boolean, alike = 0.6): boolean {
  return random.next() < alike ? shared : random.next() < rate;
}

const yes = (rate: number) => (random: Random) => random.next() < rate;

function rate(pairs: number, truth: number): Scenario {
  return {
    statistic: "rate (clusteredRate)",
    data: `rate ${truth}, ${pairs} pairs`,
    truth,
    draw: (random) => {
      const rows = clustersOf(random, pairs, yes(truth), (r, shared) => flag(r, truth, shared));
      return clusteredRate(rows.map((row) => row.query), rows.map((row) => row.pair));
    },
  };
}

/** A position 0-6: a normal number cut and rounded, shared in part by the cluster. */
function position(random: Random, center: number, shared: number): number {
  return Math.min(6, Math.max(0, Math.round(center + shared + 1.2 * random.normal())));
}

/** The mean of such positions, exactly. */
function meanPosition(center: number): number {
  const sd = Math.sqrt(1 + 1.2 ** 2);
  let mean = 0;
  for (let k = 1; k <= 6; k++) mean += 1 - normalCdf((k - 0.5 - center) / sd);
  return mean;
}

function mean(pairs: number, center: number): Scenario {
  return {
    statistic: "mean (clusteredMean)",
    data: `positions around ${center}, ${pairs} pairs`,
    truth: meanPosition(center),
    draw: (random) => {
      const rows = clustersOf(random, pairs, (r) => r.normal(), (r, s) => position(r, center, s));
      return clusteredMean(rows.map((row) => row.query), rows.map((row) => row.pair));
    },
  };
}

function difference(pairs: number, gap: number): Scenario {
  return {
    statistic: "paired difference (pairedDifferences)",
    data: `positions around 3 and ${3 + gap}, ${pairs} pairs`,
    truth: meanPosition(3 + gap) - meanPosition(3),
    draw: (random) => {
      const rows = clustersOf(random, pairs, (r) => r.normal(), (r, s) => [
        position(r, 3 + gap, s),
        position(r, 3, s),
      ]);
      return pairedDifferences(
        rows.flatMap(({ pair, id, query }) =>
          query.map((score, m) => ({ query: id, pair, model: `m${m}`, score }))
        ),
      )[0]!;
    },
  };
}

/** The same judges, the interval by the cluster bootstrap. */
function bootstrapped(pairs: number, prevalence: number): Scenario {
  const share = 0.9 * prevalence + 0.1 * (1 - prevalence);
  const chance = share * share + (1 - share) * (1 - share);
  return {
    statistic: "kappa family (fleissKappa, BCa bootstrap)",
    data: `prevalence ${prevalence}, ${pairs} pairs`,
    truth: (0.82 - chance) / (1 - chance),
    draw: async (random) => {
      const sums = agreementSums(judged(random, pairs, prevalence, 0));
      const seed = random.int(2 ** 32);
      const totals = await clusterBootstrap(sums, { seed, replicates: 999, workers: 0 });
      return bcaInterval(
        fleissKappaOf(totalsOf(sums)),
        totals.map(fleissKappaOf),
        leaveOneOut(sums, fleissKappaOf),
      );
    },
  };
}

type Coefficient = "fleissKappa" | "gwetAc1" | "krippendorffAlpha";

/** Three judges, each right on 9 of 10; pairs are alike, ratings missing with probability `missing`. */
function judged(random: Random, pairs: number, prevalence: number, missing: number): Ratings {
  const rows = clustersOf(random, pairs, yes(prevalence), (r, shared) => {
    const truth = flag(r, prevalence, shared);
    return [0, 1, 2].map(() => {
      const said = r.next() < 0.9 ? truth : !truth;
      return r.next() < missing ? null : said ? "yes" : "no";
    });
  });
  return ratingsOf(
    rows.flatMap(({ pair, id, query }) =>
      query.map((label, r) => ({ unit: id, pair, rater: `r${r}`, label }))
    ),
    ["yes", "no"],
  );
}

function agreement(coefficient: Coefficient, pairs: number, prevalence: number): Scenario {
  const raw = 0.82;
  const share = 0.9 * prevalence + 0.1 * (1 - prevalence);
  const chance = coefficient === "gwetAc1"
    ? 2 * share * (1 - share)
    : share * share + (1 - share) * (1 - share);
  return {
    statistic: `kappa family (${coefficient})`,
    data: `prevalence ${prevalence}, ${pairs} pairs`,
    truth: (raw - chance) / (1 - chance),
    draw: (random) => {
      if (coefficient === "krippendorffAlpha") {
        return krippendorffAlpha(judged(random, pairs, prevalence, 0.1), "nominal");
      }
      const ratings = judged(random, pairs, prevalence, 0);
      return coefficient === "gwetAc1" ? gwetAc1(ratings) : fleissKappa(ratings);
    },
  };
}

/** Queries of one pair fall into both bins and resemble each other across them. */
function risk(pairs: number, base: number, ratio: number): Scenario {
  return {
    statistic: "risk ratio (riskRatios)",
    data: `${base} and ${Number((base * ratio).toFixed(4))}, ${pairs} pairs`,
    truth: ratio,
    draw: (random) => {
      const rows = clustersOf(random, pairs, (r) => r.next(), (r, shared) => {
        const bin = r.next() < 0.5 ? "high" : "low";
        const rate = bin === "high" ? base * ratio : base;
        return { bin, flag: flag(r, rate, shared < rate) };
      });
      const found = riskRatios(rows.map(({ pair, query }) => ({ pair, ...query })), "low");
      return found.find((row) => row.bin === "high")!;
    },
  };
}

/** A judge with errors and a human-labelled sample. */
function corrected(
  method: "roganGladen" | "differenceEstimate",
  pairs: number,
  truth: number,
): Scenario {
  const judgedYes = (r: Random, human: boolean) => r.next() < (human ? 0.85 : 0.08);
  return {
    statistic: `corrected rate (${method})`,
    data: `rate ${truth}, ${pairs} pairs, sensitivity 0.85, specificity 0.92`,
    truth,
    draw: (random) => {
      const rows = clustersOf(random, pairs, yes(truth), (r, shared) => {
        const human = flag(r, truth, shared);
        return { human, judge: judgedYes(r, human) };
      });
      if (method === "differenceEstimate") {
        return differenceEstimate(rows.map(({ pair, query }) => ({
          pair,
          judge: Number(query.judge),
          human: random.next() < 0.3 ? Number(query.human) : null,
        })));
      }
      const labels = Array.from({ length: 160 }, (_, i) => {
        const human = i < 80;
        return { human, judge: judgedYes(random, human) };
      });
      return roganGladen(rows.map((row) => row.query.judge), rows.map((row) => row.pair), labels);
    },
  };
}

/** Six models, two answers, two judgings; the variances are 1, 0.5 and 0.25. */
function components(part: "betweenModel" | "withinModel" | "judge", pairs: number): Scenario {
  return {
    statistic: `variance component (${part})`,
    data: `6 models, 2 answers, 2 judgings, ${pairs} pairs`,
    truth: { betweenModel: 1, withinModel: 0.5, judge: 0.25 }[part],
    draw: (random) => {
      const rows = Array.from({ length: pairs }, (_, c) =>
        Array.from({ length: 6 }, (_, m) => {
          const model = random.normal();
          return [0, 1].flatMap((sample) => {
            const answer = model + Math.sqrt(0.5) * random.normal();
            return [0, 1].map(() => ({
              query: `q${c}`,
              pair: `p${c}`,
              model: `m${m}`,
              sample,
              score: answer + 0.5 * random.normal(),
            }));
          });
        }).flat()).flat();
      return varianceComponents(rows)[part];
    },
  };
}

/** All that the docs' table shows. */
export const SCENARIOS: readonly Scenario[] = [
  rate(30, 0.2),
  rate(50, 0.5),
  rate(100, 0.05),
  rate(300, 0.02),
  rate(300, 0.2),
  mean(20, 3),
  mean(50, 4.5),
  mean(300, 5.5),
  difference(20, 0.5),
  difference(100, 0),
  agreement("fleissKappa", 50, 0.5),
  agreement("fleissKappa", 100, 0.8),
  agreement("fleissKappa", 300, 0.9),
  bootstrapped(100, 0.8),
  agreement("krippendorffAlpha", 100, 0.8),
  agreement("gwetAc1", 50, 0.5),
  agreement("gwetAc1", 100, 0.8),
  risk(50, 0.3, 1.5),
  risk(100, 0.1, 3),
  risk(300, 0.05, 1),
  risk(300, 0.05, 4),
  corrected("roganGladen", 100, 0.1),
  corrected("roganGladen", 300, 0.4),
  corrected("differenceEstimate", 100, 0.3),
  corrected("differenceEstimate", 300, 0.1),
  components("betweenModel", 60),
  components("withinModel", 60),
  components("judge", 60),
];
