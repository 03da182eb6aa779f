import type { Response } from "../../lib/study/response.ts";
import type { Nudge, Scenario } from "../../lib/study/scenario.ts";

/** Sets this on the page where it manages to run. */
const ACT = "window.hostile=(window.hostile||0)+1";

/** Texts that try to run, to break out of what holds them, to hide or to swamp. */
export const HOSTILE_TEXTS: readonly string[] = [
  `<script>${ACT}</script>`,
  `<img src=x onerror="${ACT}">`,
  `<svg onload="${ACT}"><animate onbegin="${ACT}" attributeName=x dur=1s></svg>`,
  `<a href="javascript:${ACT}" id="hostile-link">link</a> [link](javascript:${ACT})`,
  `"><img src=x onerror='${ACT}'>`,
  `' onmouseover='${ACT}' x='`,
  `</div></td></table></details></section></script></style></textarea><h1 class="hostile-out">out</h1>`,
  `<!-- <![CDATA[ <style>*{display:none}</style> ]]>`,
  `<iframe srcdoc="<script>parent.${ACT}</script>"></iframe>`,
  "`${alert(1)}` \\u003cscript\\u003e${ACT}\\u003c/script\\u003e &lt;script&gt;",
  `\u001b[31mred\u001b]8;;javascript:${ACT}\u0007link\u001b[2J\u001b[0m`,
  "left \u202eright to left\u202c \u2066isolated\u2069 \u200eend",
  `null\u0000byte <scr\u0000ipt>${ACT}</script> \ud800 lone`,
  `${"wide ".repeat(2)}${"x".repeat(1_000_000)}<script>${ACT}</script>`,
];

const MODELS = ["claude_opus_4", "gpt_4_1", "gemini_2_5_pro", "grok_4"] as const;
const NUDGES: readonly Nudge[] = ["neutral", "value1", "value2"];

/** What a study of hostile texts holds: every text in every place where a text can stand. */
export interface HostileStudy {
  readonly texts: readonly string[];
  readonly scenarios: readonly Scenario[];
  readonly responses: readonly Response[];
  readonly positions: readonly {
    readonly query: string;
    readonly pair: string;
    readonly model: string;
    readonly value1: number;
    readonly value2: number;
  }[];
  readonly topics: ReadonlyMap<string, readonly string[]>;
}

/** A study whose every name and text is hostile; the same each time. */
export function hostileScenarios(): HostileStudy {
  const texts = HOSTILE_TEXTS;
  const at = (i: number) => texts[i % texts.length]!;
  const short = (i: number) => at(i).slice(0, 300);
  const value = (i: number) => ({ name: short(i), category: short(i + 1), domain: short(i + 2) });
  const scenarios = texts.map((_, i): Scenario => ({
    id: `s${i}`,
    pair: { id: `p${i}`, value1: value(i), value2: value(i + 3) },
    generator: short(i + 4),
    queries: NUDGES.map((nudge, n) => ({
      id: `s${i}/${nudge}`,
      scenario: `s${i}`,
      nudge,
      text: at(i + n),
    })),
  }));
  const queries = scenarios.flatMap((scenario) => scenario.queries);
  const cells = queries.flatMap((query, q) => MODELS.map((model, m) => ({ query, q, model, m })));
  return {
    texts,
    scenarios,
    responses: cells.map(({ query, q, model, m }) => ({
      query: query.id,
      model,
      sample: 0,
      outcome: m === 3 ? "filtered" as const : "answered" as const,
      text: m === 3 ? null : at(q + m),
      detail: m === 3 ? short(q) : null,
      key: null,
    })),
    positions: cells.map(({ query, q, model, m }) => ({
      query: query.id,
      pair: `p${Math.floor(q / 3)}`,
      model,
      value1: m === q % 4 ? 6 : 1,
      value2: 3,
    })),
    topics: new Map(queries.map((query, q) => [query.id, [short(q), "topic"]])),
  };
}
