import type { Engine } from "../querying/engine.ts";
import type { ModelRef } from "../study/model_ref.ts";

/** Which category a name is nearest to. */
export interface CategoryMatch {
  /** The nearest category where it is within the threshold, otherwise null. */
  readonly category: string | null;
  /** The nearest category, however far. */
  readonly nearest: string;
  /** Euclidean distance of the two unit embeddings, 0 to 2. */
  readonly distance: number;
}

/** How {@linkcode matchCategories} matches. */
export interface MatchOptions {
  readonly embedder: ModelRef;
  readonly dimensions: number;
  /** The greatest distance at which a name still gets its nearest category. No right number is known for any
   * embedder: look at the distances, and state the one you chose. */
  readonly threshold: number;
}

/**
 * Matches free-text names of values to the nearest of the categories by embedding, with the distance kept.
 *
 * @param engine Embeds names and categories, each text once.
 * @param names The names, in any number; repeated ones are embedded once.
 * @param categories The categories by name, at least one; of equally near ones the first counts.
 * @returns A match for each distinct name.
 * @throws {RangeError} Without a category.
 */
export async function matchCategories(
  engine: Engine,
  names: Iterable<string>,
  categories: readonly string[],
  options: MatchOptions,
): Promise<Map<string, CategoryMatch>> {
  if (categories.length === 0) {
    throw new RangeError("Expected at least one category but found none");
  }
  const { embedder: model, dimensions, threshold } = options;
  const distinct = [...new Set(names)];
  const texts = [...categories, ...distinct];
  const rows = await engine.embed(texts, { model, dimensions, label: "values and categories" });
  const row = (index: number) => rows.subarray(index * dimensions, (index + 1) * dimensions);
  return new Map(distinct.map((name, i) => {
    const embedding = row(categories.length + i);
    let nearest = 0;
    let least = Infinity;
    for (let c = 0; c < categories.length; c++) {
      const squared = squaredDistance(embedding, row(c));
      if (squared < least) [nearest, least] = [c, squared];
    }
    const distance = Math.sqrt(least);
    return [name, {
      category: distance <= threshold ? categories[nearest]! : null,
      nearest: categories[nearest]!,
      distance,
    }];
  }));
}

function squaredDistance(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i]! - b[i]!) ** 2;
  return sum;
}
