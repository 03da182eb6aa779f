import type { Outcome } from "../study/outcome.ts";
import { type ClauseReliance, type Decision, DECISIONS, type Verdict } from "../study/verdict.ts";
import { KeyColumn, OutcomeColumn, SmallColumn } from "./columns.ts";
import type { ResponseRows } from "./response_rows.ts";
import { LazyRows } from "./rows.ts";

/** A clause that a judge relied on, without the words that it quoted. */
export type ClauseCell = ClauseReliance & { readonly quote: null };

/** What is held of a verdict: all but the judge's words, which `readVerdicts` reads from the journal. */
export interface VerdictCell extends Verdict {
  reasoning: null;
  clauses: ClauseCell[];
}

/** What a judge decided, and where it says so. */
export interface Decided {
  readonly key: string;
  readonly decision: Decision;
  readonly clauses: readonly ClauseCell[];
}

/** Verdicts in columns, in the order of the responses, then of the judges: some 40 bytes each. */
export class VerdictRows extends LazyRows<VerdictCell> {
  readonly length: number;
  readonly outcomes: OutcomeColumn;
  private readonly decisions: SmallColumn;
  private readonly keys: KeyColumn;
  /** Judges cite the same few clauses over and over: each distinct list is kept once. */
  private readonly cited: Uint32Array;
  private readonly lists: ClauseCell[][] = [[]];
  private readonly numbers = new Map<string, number>([["[]", 0]]);

  /**
   * @param judges Keys of the judges.
   * @param pairs The value pair of each query, in the order of `responses.queryNames`.
   */
  constructor(
    readonly responses: ResponseRows,
    readonly judges: readonly string[],
    private readonly pairs: readonly string[],
  ) {
    super();
    this.length = responses.length * judges.length;
    this.outcomes = new OutcomeColumn(this.length);
    this.decisions = new SmallColumn(this.length);
    this.keys = new KeyColumn(this.length);
    this.cited = new Uint32Array(this.length);
    for (let i = 0; i < this.length; i++) {
      const outcome = responses.outcome(Math.floor(i / judges.length));
      this.outcomes.set(i, outcome === "answered" ? "not_run" : outcome);
    }
  }

  /** Says how a judging ended. */
  end(index: number, outcome: Outcome, decided: Decided | null): void {
    this.outcomes.set(index, outcome);
    if (!decided) return;
    this.decisions.set(index, DECISIONS.indexOf(decided.decision));
    this.keys.set(index, decided.key);
    const name = JSON.stringify(decided.clauses);
    const number = this.numbers.get(name) ?? this.lists.push([...decided.clauses]) - 1;
    this.numbers.set(name, number);
    this.cited[index] = number;
  }

  /** The key of the completion that holds a verdict; null where there is none. */
  key(index: number): string | null {
    return this.keys.get(index);
  }

  protected row(index: number): VerdictCell {
    const response = Math.floor(index / this.judges.length);
    const decision = this.decisions.get(index);
    return {
      query: this.responses.query(response),
      pair: this.pairs[this.responses.queryNumber(response)]!,
      model: this.responses.model(response),
      sample: this.responses.sample(response),
      judge: this.judges[index % this.judges.length]!,
      outcome: this.outcomes.get(index),
      decision: decision === null ? null : DECISIONS[decision]!,
      reasoning: null,
      clauses: this.lists[this.cited[index]!]!,
    };
  }
}
