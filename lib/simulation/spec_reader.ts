import { aboutness, knownCategories } from "./language/category_words.ts";

/** A clause of a spec, as a simulated reader takes it in. */
export interface ReadClause {
  readonly id: string;
  /** Title and text, examples and comments left out. */
  readonly text: string;
  /** The category that it is most about, or null. */
  readonly main: string | null;
  /** The ids of the clauses that it links to. */
  readonly links: ReadonlySet<string>;
  /** It leaves its measure to the reader. */
  readonly vague: boolean;
  /** It holds whatever else is the case. */
  readonly absolute: boolean;
}

/** Words that leave the measure to the reader. */
const VAGUE =
  /\b(?:reasonabl[ey]|appropriate(?:ly)?|sufficient(?:ly)?|excessive(?:ly)?|suitabl[ey]|fitting|unduly|warrants|as needed|where possible|case by case)\b/i;

/** Words that admit of no exception. */
const ABSOLUTE =
  /\b(?:whatever|whoever|to anyone who asks|anyone who acts|without weighing|because hearing of it will hurt|nothing in that conversation|recommends none of them)\b/i;

/** Words by which a clause puts its own cause first. */
const FIRST =
  /\b(?:goes before|comes before|takes precedence|outweighs|wins|also where|even where|never whether|one limit is|in full)\b/i;

const read = new Map<string, ReadClause[]>();

/**
 * The clauses of a spec in Markdown: one per heading, with an id where the heading has one (`{#id …}`) and
 * otherwise made from its title.
 */
export function readClauses(spec: string): ReadClause[] {
  let clauses = read.get(spec);
  if (!clauses) {
    clauses = split(spec);
    // Specs differ by edit, not by query: a handful is in use at a time.
    if (read.size > 50) read.clear();
    read.set(spec, clauses);
  }
  return clauses;
}

/**
 * Which of two categories a spec puts first where they collide, or null where it leaves that open. A clause decides
 * when it does not leave the measure to the reader and either refers to the clause of the other category, or speaks
 * of both categories itself while no clause of either claims to hold whatever else is the case.
 */
export function decidedBy(spec: string, a: string, b: string): string | null {
  const clauses = readClauses(spec);
  const both = [a, b].sort() as [string, string];
  const ruling = clauses.filter((clause) => !clause.vague && rules(clause, clauses, both));
  const clause = ruling.find((clause) => FIRST.test(clause.text)) ?? ruling[0];
  if (!clause) return null;
  if (clause.main !== null && both.includes(clause.main)) return clause.main;
  const [first, second] = both;
  return aboutness(clause.text, second) > aboutness(clause.text, first) ? second : first;
}

function rules(
  clause: ReadClause,
  clauses: readonly ReadClause[],
  both: readonly [string, string],
): boolean {
  const others = clauses.filter((other) => other !== clause);
  const about = both.filter((category) => aboutness(clause.text, category) > 0);
  if (clause.main !== null && both.includes(clause.main)) {
    const other = both.find((category) => category !== clause.main);
    if (others.some(({ id, main }) => clause.links.has(id) && main === other)) return true;
  }
  if (about.length < 2 || both[0] === both[1]) return false;
  const claims = others.filter(({ main }) => main !== null && both.includes(main));
  return !claims.some(({ absolute }) => absolute);
}

function split(spec: string): ReadClause[] {
  const clauses: { title: string; id: string; lines: string[] }[] = [];
  let fence: string | null = null;
  for (const line of spec.split(/\r?\n/)) {
    const mark = /^(~{3,}|`{3,})/.exec(line)?.[1];
    if (fence !== null) {
      if (mark && line.startsWith(fence)) fence = null;
      continue;
    }
    if (mark) {
      fence = mark;
      continue;
    }
    if (/^(?:!!!|\s{4,}|\*\*Example)/.test(line)) continue;
    const heading = /^#{1,6}\s+(.*?)\s*(?:\{([^}]*)\})?\s*$/.exec(line);
    if (heading) {
      const title = heading[1]!;
      const id = /#([\w.-]+)/.exec(heading[2] ?? "")?.[1] ??
        title.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "_").replace(/^_|_$/g, "");
      clauses.push({ title, id, lines: [] });
    } else {
      clauses.at(-1)?.lines.push(line);
    }
  }
  return clauses.map(({ title, id, lines }) => clauseOf(id, title, lines.join("\n")));
}

function clauseOf(id: string, title: string, body: string): ReadClause {
  const links = new Set([...body.matchAll(/\]\(#([\w.-]+)\)/g)].map((match) => match[1]!));
  const text = `${title}. ${body.replace(/\]\(#[\w.-]+\)/g, "]").trim()}`;
  // A title tells best what a clause is about: it counts twice.
  const counts = knownCategories.map((category) =>
    [category, aboutness(`${title}. ${text}`, category)] as const
  );

  const [main, most] = counts.reduce((best, next) => next[1] > best[1] ? next : best);
  return {
    id,
    text,
    main: most > 0 ? main : null,
    links,
    vague: VAGUE.test(body),
    absolute: ABSOLUTE.test(body),
  };
}
