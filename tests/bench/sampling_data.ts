/** Unit rows of a known structure for measurements, the same for the same seed. */
export interface BenchRows {
  readonly rows: Float32Array;
  readonly dimensions: number;
}

/** How the squared length 1 of a row is made up; what is left belongs to the scenario. */
export interface Structure {
  /** Common to all rows. */
  readonly common: number;
  /** Of the topic: one for every 1,000 rows. */
  readonly topic: number;
  /** Of the theme within the topic: one for every 90 rows. */
  readonly theme: number;
  /** Of the variant: three to a scenario, the same share for the three, evenly between these. */
  readonly variant: readonly [least: number, most: number];
}

/**
 * Close to what the paper tells of its queries: thinned at 0.4, about 73 % are kept, and rows of one theme,
 * as queries on one value are, lie about 0.6 apart, of one topic 0.7, of others 0.9.
 */
export const queryLike: Structure = {
  common: 0.6,
  topic: 0.14,
  theme: 0.08,
  variant: [0.03, 0.15],
};

/** Harder: no themes, and scenarios that all lie 0.75 to 0.9 from their nearest. */
export const loose: Structure = { common: 0.4, topic: 0.2, theme: 0, variant: [0.03, 0.153] };

/**
 * Clustered unit rows. Topics, themes and scenarios have variances that fall as 1 / (j + 3) over the
 * principal directions, variants as 1 / sqrt(j + 3); the directions are then mixed by a random orthogonal map,
 * so that no coordinate tells more than another.
 */
export function clusteredRows(
  count: number,
  dimensions: number,
  seed: number,
  structure: Structure = queryLike,
): BenchRows {
  const random = new Random(seed);
  const steep = spectrum(dimensions, 1), flat = spectrum(dimensions, 0.5);
  const common = direction(random, flat);
  const directions = (number: number) =>
    Array.from({ length: Math.max(1, Math.round(number)) }, () => direction(random, steep));
  const topics = directions(count / 1000), themes = directions(count / 90);
  const mix = new Mix(random, dimensions);
  const rows = new Float32Array(count * dimensions);
  const [least, most] = structure.variant;
  let scenario = common, topic = common, theme = common, share = 0;
  for (let i = 0; i < count; i++) {
    if (i % 3 === 0) {
      scenario = direction(random, steep);
      const chosen = Math.floor(random.unit() * themes.length);
      theme = themes[chosen]!;
      topic = topics[chosen % topics.length]!;
      share = least + (most - least) * random.unit();
    }
    const variant = direction(random, flat);
    const row = rows.subarray(i * dimensions, (i + 1) * dimensions);
    const left = 1 - structure.common - structure.topic - structure.theme - share;
    const parts = [structure.common, structure.topic, structure.theme, left, share].map(Math.sqrt);
    const [c, o, h, s, v] = parts as [number, number, number, number, number];
    for (let j = 0; j < dimensions; j++) {
      row[j] = c * common[j]! + o * topic[j]! + h * theme[j]! + s * scenario[j]! + v * variant[j]!;
    }
    mix.apply(row);
    normalize(row);
  }
  return { rows, dimensions };
}

/** Rows spread evenly over the unit sphere: the case in which no bound tells anything. */
export function isotropicRows(count: number, dimensions: number, seed: number): BenchRows {
  const random = new Random(seed);
  const flat = new Float64Array(dimensions).fill(1);
  const rows = new Float32Array(count * dimensions);
  for (let i = 0; i < count; i++) rows.set(direction(random, flat), i * dimensions);
  return { rows, dimensions };
}

/** One weight per row, evenly from 1.5 to 3, as a standard deviation of positions would be. */
export function benchWeights(count: number, seed: number): Float64Array {
  const random = new Random(seed);
  return Float64Array.from({ length: count }, () => 1.5 + 1.5 * random.unit());
}

/** A small fast generator (xorshift32): fit for measurements, not for statistics. */
class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = (Math.imul(seed, 0x9e3779b1) ^ 0x85ebca6b) | 1;
  }

  bits(): number {
    let x = this.#state;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    return this.#state = x;
  }

  unit(): number {
    return (this.bits() >>> 0) / 2 ** 32;
  }

  /** About normal: the sum of four bytes. */
  normal(): number {
    const x = this.bits();
    return ((x & 255) + (x >>> 8 & 255) + (x >>> 16 & 255) + (x >>> 24) - 510) / 147.8;
  }
}

function spectrum(dimensions: number, power: number): Float64Array {
  return Float64Array.from({ length: dimensions }, (_, j) => (j + 3) ** (-power / 2));
}

function direction(random: Random, deviations: Float64Array): Float64Array {
  const row = deviations.map((deviation) => deviation * random.normal());
  normalize(row);
  return row;
}

function normalize(row: Float32Array | Float64Array): void {
  let sum = 0;
  for (const x of row) sum += x * x;
  const factor = 1 / Math.sqrt(sum);
  for (let j = 0; j < row.length; j++) row[j]! *= factor;
}

/** Two rounds of random signs, Walsh-Hadamard transforms of blocks, and a random order. */
class Mix {
  readonly #signs: Float64Array[];
  readonly #orders: Uint32Array[];
  readonly #block: number;
  readonly #turned: Float64Array;

  constructor(random: Random, dimensions: number) {
    this.#block = dimensions & -dimensions;
    this.#turned = new Float64Array(dimensions);
    this.#signs = [0, 1].map(() =>
      Float64Array.from({ length: dimensions }, () => random.unit() < 0.5 ? -1 : 1)
    );
    this.#orders = [0, 1].map(() => {
      const order = Uint32Array.from({ length: dimensions }, (_, j) => j);
      for (let j = dimensions - 1; j > 0; j--) {
        const other = Math.floor(random.unit() * (j + 1));
        [order[j], order[other]] = [order[other]!, order[j]!];
      }
      return order;
    });
  }

  apply(row: Float32Array): void {
    const turned = this.#turned;
    for (let round = 0; round < 2; round++) {
      const signs = this.#signs[round]!, order = this.#orders[round]!;
      for (let j = 0; j < row.length; j++) turned[j] = row[order[j]!]! * signs[j]!;
      for (let half = 1; half < this.#block; half *= 2) {
        for (let from = 0; from < row.length; from += 2 * half) {
          for (let j = from; j < from + half; j++) {
            const a = turned[j]!, b = turned[j + half]!;
            turned[j] = a + b;
            turned[j + half] = a - b;
          }
        }
      }
      row.set(turned);
    }
  }
}
