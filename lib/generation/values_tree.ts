import { InputError } from "../study/input_error.ts";
import type { Value } from "../study/value.ts";

const COLUMNS = ["cluster_id", "name", "level", "parent_cluster_id"] as const;

interface Cluster {
  readonly row: number;
  readonly name: string;
  readonly level: number;
  readonly parent: string;
}

/**
 * The leaves (level 0) of a tree of values, with the names of the clusters above them: category (level 2) and
 * domain (level 3). Clusters are joined by `cluster_id`.
 *
 * @param header The names of the columns, of which `cluster_id`, `name`, `level`, `parent_cluster_id` are read.
 * @param rows The cells of the other lines.
 * @param file The name of the file, for messages.
 * @throws {InputError} Where a column is missing, an id stands twice, a level is no number from 0 to 3, or a
 * parent is missing or not one level above.
 */
export function readTree(
  header: readonly string[],
  rows: readonly string[][],
  file: string,
): Value[] {
  const columns = COLUMNS.map((field) => {
    const index = header.indexOf(field);
    if (index === -1) {
      throw new InputError(`Expected the columns ${COLUMNS.join(", ")} but found no ${field}`, {
        file,
        field,
      });
    }
    return index;
  });
  const clusters = new Map<string, Cluster>();
  rows.forEach((cells, i) => {
    const row = i + 1;
    const [id = "", name = "", level = "", parent = ""] = columns.map((c) => cells[c]?.trim());
    const fault = (field: string, message: string) => new InputError(message, { file, row, field });
    if (id === "") throw fault("cluster_id", "Expected an id but found an empty cell");
    if (name === "") throw fault("name", "Expected a name but found an empty cell");
    if (!/^[0-3]$/.test(level)) {
      throw fault("level", `Expected a level from 0 to 3 but found "${level}"`);
    }
    if (clusters.has(id)) {
      throw fault("cluster_id", `Expected each id once but found "${id}" again`);
    }
    clusters.set(id, { row, name, level: Number(level), parent });
  });
  const above = (cluster: Cluster): Cluster => {
    const parent = clusters.get(cluster.parent);
    if (parent?.level === cluster.level + 1) return parent;
    throw new InputError(
      `Expected a cluster of level ${cluster.level + 1} but found ${
        parent ? `one of level ${parent.level}` : `no cluster "${cluster.parent}"`
      }`,
      { file, row: cluster.row, field: "parent_cluster_id" },
    );
  };
  const values: Value[] = [];
  for (const leaf of clusters.values()) {
    if (leaf.level !== 0) continue;
    const category = above(above(leaf));
    values.push({ name: leaf.name, category: category.name, domain: above(category).name });
  }
  return values;
}
