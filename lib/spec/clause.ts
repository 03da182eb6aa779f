/** The levels of authority that the known specs use, from the strongest to the weakest. */
export const AUTHORITIES = [
  "root",
  "system",
  "platform",
  "developer",
  "user",
  "guideline",
] as const;

/** One message of an example conversation. */
export interface Turn {
  /** `system`, `developer`, `user`, `assistant` or `tool`. */
  readonly role: string;
  /** The words of the turn as they stand in the spec. */
  readonly text: string;
  /** Whether the spec shows the turn as one to give, to accept or to avoid; null where it does not say. */
  readonly label: "good" | "ok" | "bad" | null;
  /** Why, in the spec's words. */
  readonly note: string | null;
  /** Turns with the same number are alternatives to each other, in the order of the text; null: no alternative. */
  readonly comparison: number | null;
}

/** An example that a clause gives. */
export interface Example {
  readonly title: string;
  /** What follows the title: the content of a code block, or the source of a list or a quote; else empty. */
  readonly text: string;
  /** The language of the code block, or null. */
  readonly language: string | null;
  /** The conversation, where the text is one; else empty. */
  readonly turns: readonly Turn[];
  readonly lines: Lines;
}

/** First and last line, from 1, both included. */
export interface Lines {
  readonly start: number;
  readonly end: number;
}

/** A section of a spec: a heading and what stands under it up to the next clause. */
export interface Clause {
  readonly id: string;
  /** True where the id was made from the title, false where the heading gives it. */
  readonly derived: boolean;
  /** The heading as plain text, without its attributes. */
  readonly title: string;
  /** The level of authority that the heading gives, or null. It is not inherited from the parent. */
  readonly authority: string | null;
  /** Further attributes of the heading, such as `tags`. */
  readonly attributes: Readonly<Record<string, string>>;
  /** The id of the clause that this one stands under, or null. */
  readonly parent: string | null;
  /** The depth of the heading, 1 to 6. */
  readonly level: number;
  /** What stands under the heading (the clauses below left out), without white space around it. */
  readonly text: string;
  readonly examples: readonly Example[];
  /** The source of blocks marked `!!!`, which comment on the clause and instruct no one. */
  readonly commentary: readonly string[];
  readonly lines: Lines;
  /** The exact source: the heading and all up to the next clause. */
  readonly source: string;
  /** Where `source` begins in the spec, and where its body begins (UTF-16 code units). */
  readonly start: number;
  readonly bodyStart: number;
}

/** A spec: what stands before its first clause, and its clauses in order. */
export interface Spec {
  /** The name that errors and reports use for it. */
  readonly file: string;
  /** The whole document. It equals `preamble` and the `source` of every clause, one after the other. */
  readonly source: string;
  readonly preamble: string;
  readonly clauses: readonly Clause[];
}
