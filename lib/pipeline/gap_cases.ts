import { thousands } from "../figures/figure_rows.ts";
import { modelLabel } from "../figures/model_label.ts";
import type { ReportCase, ReportPassage } from "../figures/report_page.ts";
import type { Evidence, Finding, JudgeWords } from "../spec/finding.ts";
import type { GapKind } from "../spec/gap.ts";
import { percent } from "./percent.ts";
import type { QueryRow } from "./query_rows.ts";
import type { StudyCompliance } from "./check_study.ts";

/** What a gap of each kind is, and what mends it. */
const REMEDIES: Readonly<Record<GapKind, readonly [is: string, remedy: string]>> = {
  contradiction: [
    "Two clauses pull apart: on the same response one judge follows the one and another the other, and they decide differently.",
    "Say in the clauses themselves which of them goes first, and in which cases.",
  ],
  silence: [
    "No clause decides: the responses are far apart, and no judge finds a clause that settles which of them is right.",
    "Write a clause for this topic, or say in one that is there that it covers it.",
  ],
  ambiguity: [
    "Judges read one clause differently: on the same response it is kept for one and broken for another.",
    "Put words that can be checked in place of those that leave the measure to the reader, and add an example on each side of the line.",
  ],
  granularity: [
    "The clause lets opposite responses pass: all are compliant, and they stand far apart.",
    "Say what a response has to do, so that its opposite no longer passes; or, where both may stand, say that both may.",
  ],
};

/** How many characters of a text are shown. */
const KEPT = 4_000;

/**
 * Gaps of a spec with what they rest on: the clauses in their own words, up to two queries with what judges quoted from
 * the responses, what two judges said of them, and what to do about a gap of the kind. Everything is plain text.
 *
 * @param findings Some of the diagnosis's findings.
 * @param first The number of the first of them among all.
 */
export function gapCases(
  { spec }: Pick<StudyCompliance, "spec">,
  findings: readonly Finding[],
  queries: readonly Pick<QueryRow, "query" | "text" | "value1" | "value2">[],
  first = 1,
): ReportCase[] {
  const clauses = new Map(spec.clauses.map((clause) => [clause.id, clause]));
  const rows = new Map(queries.map((row) => [row.query, row]));
  const named = (id: string) => {
    const title = clauses.get(id)?.title;
    return title === undefined ? `#${id}` : `${cut(title, 200)} (#${id})`;
  };
  return findings.map((finding, i): ReportCase => {
    const { kind, topic, score, baseline, standsOut, evidence } = finding;
    const [is, remedy] = REMEDIES[kind];
    const at = [...finding.clauses.map(named), ...topic === null ? [] : [`on ${topic}`]];
    return {
      title: `${first + i}. ${kind.replace(/^./, (letter) => letter.toUpperCase())}: ${
        kind === "silence" ? at.toReversed().join("; near it: ") : at.join(" and ")
      }`,
      text: [
        `${is} It shows in ${percent(score.estimate)} of ${thousands(score.n)} cases of ${
          thousands(score.clusters)
        } value ${score.clusters === 1 ? "pair" : "pairs"} (95 % interval ${
          percent(score.low)
        } to ${percent(score.high)}; ${percent(baseline)} is usual)${
          standsOut
            ? " and stands out."
            : ": it does not stand out from how often that is so anyway."
        }`,
        `What to do: ${remedy}`,
      ],
      passages: [
        ...finding.clauses.flatMap((id): ReportPassage[] => {
          const clause = clauses.get(id);
          return clause ? [{ label: `Clause ${named(id)}`, text: [cut(clause.text)] }] : [];
        }),
        ...apartInPair(evidence).flatMap(({ query, disagreement, words }) => {
          const row = rows.get(query);
          const far = disagreement === null ? "" : `, disagreement ${disagreement.toFixed(2)}`;
          return [
            { label: `Query ${query}${far}`, text: [cut(row?.text ?? "")] },
            ...said(tellingWords(words, kind), row),
          ];
        }),
      ],
    };
  });
}

/** The first query and, where there is one, another: of another value pair sooner than of the same. */
function apartInPair(evidence: readonly Evidence[]): Evidence[] {
  const [first, ...others] = evidence;
  if (!first) return [];
  const second = others.find(({ pair }) => pair !== first.pair) ?? others[0];
  return second ? [first, second] : [first];
}

/**
 * Two judgements that show a gap best. Of a contradiction or an ambiguity: two judges apart on one response, compliant
 * against non-compliant where there is such a case; of a silence or a lack of granularity: two responses as far apart
 * as there are. Without any, the first two.
 */
export function tellingWords(words: readonly JudgeWords[], kind: GapKind): JudgeWords[] {
  let best: JudgeWords[] = words.slice(0, 2);
  let most = 0;
  words.forEach((a, i) => {
    for (const b of words.slice(i + 1)) {
      const telling = kind === "silence" || kind === "granularity" ? apart(a, b) : opposed(a, b);
      if (telling > most) [best, most] = [[a, b], telling];
    }
  });
  return best;
}

function opposed(a: JudgeWords, b: JudgeWords): number {
  if (a.model !== b.model || a.sample !== b.sample || a.decision === b.decision) return 0;
  return a.decision === "ambiguous" || b.decision === "ambiguous" ? 1 : 2;
}

function apart(a: JudgeWords, b: JudgeWords): number {
  const between = (x: number | null, y: number | null) =>
    x === null || y === null ? 0 : Math.abs(x - y);
  return Math.max(between(a.value1, b.value1), between(a.value2, b.value2));
}

/** What was quoted from each response, and each judge's words on it. */
function said(
  words: readonly JudgeWords[],
  row: Pick<QueryRow, "value1" | "value2"> | undefined,
): ReportPassage[] {
  const responses = Map.groupBy(words, ({ model, sample }) => JSON.stringify([model, sample]));
  return [...responses.values()].flatMap((own) => {
    const { model, value1, value2 } = own[0]!;
    const quotes = new Set(
      own.flatMap(({ clauses }) => clauses.flatMap(({ quote }) => quote ?? [])),
    );
    const places = row ? [[row.value1, value1], [row.value2, value2]] as const : [];
    const stands = places.flatMap(([value, at]) =>
      at === null ? [] : [`${value} ${at.toFixed(0)}`]
    );
    return [
      {
        label: `${modelLabel(model)} responds${stands.length > 0 ? ` (${stands.join(", ")})` : ""}`,
        text: quotes.size > 0
          ? [...quotes].map((quote) => `“${cut(quote, 1_000)}”`)
          : ["The judges quoted nothing from it."],
      },
      ...own.map(({ judge, decision, clauses, reasoning }) => ({
        label: `${modelLabel(judge)}: ${decision}${
          clauses.length > 0 ? `, by ${clauses.map(({ id }) => `#${id}`).join(" and ")}` : ""
        }`,
        text: [cut(reasoning ?? "No reason was given.", 1_000)],
      })),
    ];
  });
}

function cut(text: string, kept = KEPT): string {
  return text.length <= kept
    ? text
    : `${text.slice(0, kept)} … (${thousands(text.length - kept)} characters left out)`;
}
