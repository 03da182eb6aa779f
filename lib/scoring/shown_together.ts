import type { ResponseRows } from "./response_rows.ts";

/** Which responses a judge is shown together, by their indices. */
export class ShownTogether {
  /** Of each response the number of its group, or -1 where it is not shown. */
  readonly groupOf: Int32Array;
  private readonly members: Int32Array;
  private readonly starts: Int32Array;

  /**
   * Puts the answered responses into groups, numbered in order of first appearance.
   *
   * @param together Whether all responses to a query (of one sample) are shown together, or each by itself.
   */
  constructor(readonly responses: ResponseRows, readonly together: boolean) {
    const { length } = responses;
    this.groupOf = new Int32Array(length).fill(-1);
    const numbers = new Map<number, number>();
    let count = 0;
    let shown = 0;
    for (let i = 0; i < length; i++) {
      if (responses.outcome(i) !== "answered") continue;
      shown++;
      if (!together) {
        this.groupOf[i] = count++;
        continue;
      }
      const cell = responses.queryNumber(i) * 2 ** 16 + responses.sample(i);
      const known = numbers.get(cell);
      if (known === undefined) numbers.set(cell, count);
      this.groupOf[i] = known ?? count++;
    }
    this.starts = new Int32Array(count + 1);
    for (const group of this.groupOf) if (group >= 0) this.starts[group + 1]!++;
    for (let group = 0; group < count; group++) this.starts[group + 1]! += this.starts[group]!;
    this.members = new Int32Array(shown);
    const next = this.starts.slice();
    this.groupOf.forEach((group, i) => {
      if (group >= 0) this.members[next[group]!++] = i;
    });
  }

  /** How many groups there are. */
  get count(): number {
    return this.starts.length - 1;
  }

  /** The responses of a group, in their order. */
  of(group: number): number[] {
    return [...this.members.subarray(this.starts[group], this.starts[group + 1])];
  }

  /** A text that names a group, whatever else is in the study: it seeds the order in which it is shown. */
  name(group: number): string {
    const { responses, together } = this;
    const first = this.members[this.starts[group]!]!;
    const name = `${responses.query(first)}#${responses.sample(first)}`;
    return together ? name : `${name}#${responses.model(first)}`;
  }
}
