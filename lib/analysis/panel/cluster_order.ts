import type { DistanceMatrix } from "./pairwise_disagreement.ts";

/** A tree of models: a leaf, or two branches that were joined at a height. */
export type Tree =
  | { readonly leaf: number }
  | { readonly left: Tree; readonly right: Tree; readonly height: number };

/**
 * Joins the nearest two clusters until one is left; the distance of clusters is the mean over their members
 * (average linkage, UPGMA: Sokal and Michener 1958). Ties go to the pair that comes first.
 *
 * @returns The tree; undefined where there is nothing to join.
 */
export function averageLinkage({ distances }: DistanceMatrix): Tree | undefined {
  let clusters: { tree: Tree; leaves: number[] }[] = distances.map((_, leaf) => ({
    tree: { leaf },
    leaves: [leaf],
  }));
  const between = (a: readonly number[], b: readonly number[]) =>
    a.reduce((sum, i) => sum + b.reduce((part, j) => part + distances[i]![j]!, 0), 0) /
    (a.length * b.length);
  while (clusters.length > 1) {
    let best = { i: 0, j: 1, height: Infinity };
    clusters.forEach((a, i) =>
      clusters.slice(i + 1).forEach((b, k) => {
        const height = between(a.leaves, b.leaves);
        if (height < best.height - 1e-12) best = { i, j: i + 1 + k, height };
      })
    );
    const { i, j, height } = best;
    const [a, b] = [clusters[i]!, clusters[j]!];
    const joined = {
      tree: { left: a.tree, right: b.tree, height: Number.isFinite(height) ? height : NaN },
      leaves: [...a.leaves, ...b.leaves],
    };
    clusters = clusters.flatMap((cluster, k) => k === i ? [joined] : k === j ? [] : [cluster]);
  }
  return clusters[0]?.tree;
}

/**
 * An order in which like stands beside like, for the rows of a heatmap: the leaves of the average-linkage tree,
 * its branches turned so that the sum of distances between neighbours is least (Bar-Joseph, Gifford and Jaakkola
 * 2001).
 *
 * @returns The names in order.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { clusterOrder } from "./cluster_order.ts";
 *
 * const at = [0, 10, 1, 11];
 * const distances = at.map((a) => at.map((b) => Math.abs(a - b)));
 * const order = clusterOrder({ names: ["a", "b", "c", "d"], distances }).join("");
 * assert(order === "acbd" || order === "dbca");
 * ```
 */
export function clusterOrder(matrix: DistanceMatrix): string[] {
  const tree = averageLinkage(matrix);
  if (tree === undefined) return [];
  const options = [...arrange(tree, matrix.distances).values()];
  const best = options.reduce((least, option) => option.cost < least.cost - 1e-12 ? option : least);
  return best.order.map((leaf) => matrix.names[leaf]!);
}

interface Arrangement {
  readonly order: readonly number[];
  readonly cost: number;
}

/** The cheapest order of a tree's leaves for every first and last leaf. */
function arrange(
  tree: Tree,
  distances: readonly (readonly number[])[],
): Map<string, Arrangement> {
  if ("leaf" in tree) {
    return new Map([[`${tree.leaf} ${tree.leaf}`, { order: [tree.leaf], cost: 0 }]]);
  }
  const best = new Map<string, Arrangement>();
  const [left, right] = [arrange(tree.left, distances), arrange(tree.right, distances)];
  for (const [first, second] of [[left, right], [right, left]] as const) {
    for (const a of first.values()) {
      for (const b of second.values()) {
        const cost = a.cost + distances[a.order.at(-1)!]![b.order[0]!]! + b.cost;
        const key = `${a.order[0]} ${b.order.at(-1)}`;
        const known = best.get(key);
        if (known === undefined || cost < known.cost - 1e-12) {
          best.set(key, { order: [...a.order, ...b.order], cost });
        }
      }
    }
  }
  return best;
}
