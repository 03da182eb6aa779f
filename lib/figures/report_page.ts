import { escapeText } from "./escape.ts";
import type { Figure } from "./render.ts";

/** A figure that could not be drawn, and why. */
export interface LackingFigure {
  readonly name: string;
  readonly why: string;
}

/** Words of others under a label; where they are long, they are folded behind it. */
export interface ReportPassage {
  readonly label: string;
  readonly text: readonly string[];
}

/** Something that a section tells at length. */
export interface ReportCase {
  readonly title: string;
  readonly text: readonly string[];
  readonly passages: readonly ReportPassage[];
}

/** A part of a report; all its texts are escaped. */
export interface ReportSection {
  readonly title: string;
  /** Plain paragraphs. */
  readonly text?: readonly string[];
  readonly cases?: readonly ReportCase[];
  readonly figures?: readonly Figure[];
  /** A table of texts: the first row is its head. */
  readonly table?: readonly (readonly string[])[];
}

/** What a report page says. */
export interface Report {
  readonly title: string;
  readonly lead: readonly string[];
  readonly sections: readonly ReportSection[];
  readonly lacking?: readonly LackingFigure[];
  readonly simulated?: boolean;
}

const STYLE = `
:root{color-scheme:light dark;--ink:#1b1e23;--paper:#fff;--soft:#5b626c;--line:#d8dce1}
@media (prefers-color-scheme:dark){:root{--ink:#e7e9ec;--paper:#15181c;--soft:#a7aeb8;--line:#353b43}}
*{box-sizing:border-box}
body{margin:0 auto;padding:1.2rem;max-width:52rem;color:var(--ink);background:var(--paper);
font:16px/1.55 system-ui,"Segoe UI",Helvetica,Arial,sans-serif;overflow-wrap:anywhere}
h1{font-size:1.7rem;line-height:1.2}h2{font-size:1.25rem;margin-top:2.2rem}
.fl-note{border-left:4px solid #8a1538;padding:.3rem .8rem}
.fl-lead{padding-left:1.2rem}.fl-lead li{margin:.5rem 0}
nav{border-top:1px solid var(--line);border-bottom:1px solid var(--line);font-size:.9rem}
nav ul{columns:14rem;list-style:none;padding:0;margin:.7rem 0}nav li{break-inside:avoid}
nav a{display:block;padding:.15rem 0;color:inherit}
figure{margin:1.4rem 0;break-inside:avoid}
.fl-picture{overflow-x:auto;border:1px solid var(--line);border-radius:6px}
.fl-picture svg{display:block;width:100%;min-width:560px;height:auto}
figcaption{color:var(--soft);font-size:.9rem;margin-top:.4rem}
.fl-table{overflow-x:auto}table{border-collapse:collapse;font-size:.85rem}
th,td{padding:.25rem .6rem;border-bottom:1px solid var(--line);text-align:left;overflow-wrap:normal;vertical-align:top}
.fl-number{text-align:right}.fl-number,.fl-range{white-space:nowrap}
.fl-case{border:1px solid var(--line);border-radius:6px;padding:.2rem 1rem .8rem;margin:1rem 0}
h3{font-size:1.05rem;margin:.6rem 0}.fl-words{margin:.6rem 0;padding-left:.8rem;border-left:3px solid var(--line)}
.fl-label{color:var(--soft);font-size:.85rem}.fl-words p{margin:.2rem 0;white-space:pre-line}
summary{cursor:pointer}
@media screen and (prefers-color-scheme:dark){.fl-picture svg{color:#e7e9ec}.fl-paper{fill:#1d2126}}
@media screen and (max-width:600px){td:not(.fl-number,.fl-range){min-width:8rem}}
@media print{body{max-width:none;padding:0}.fl-picture{border:0}.fl-picture svg{min-width:0}
details::details-content{content-visibility:visible;block-size:auto}.fl-label{break-after:avoid}}
`;

/** Passages of up to so many characters stand open. */
const OPEN = 600;

/**
 * A report as one HTML file that needs nothing else: no script, no font, no request. It follows the
 * reader's light or dark setting, prints, and on a narrow screen lets wide pictures scroll.
 */
export function reportPage(report: Report): string {
  const lacking = report.lacking ?? [];
  const parts = [
    `<h1>${escapeText(report.title)}</h1>`,
    report.simulated
      ? `<p class="fl-note"><strong>Simulated data.</strong> No real model was asked; every figure says so.</p>`
      : "",
    ...(report.lead.length > 2
      ? [
        `<ul class="fl-lead">${
          report.lead.map((text) => `<li>${escapeText(text)}</li>`).join("")
        }</ul>`,
      ]
      : report.lead.map(paragraph)),
    contents(report.sections),
    ...report.sections.map(section),
    lacking.length === 0
      ? ""
      : `<h2>Figures this input has no data for</h2><ul>${
        lacking.map(({ name, why }) =>
          `<li><code>${escapeText(name)}</code>: ${escapeText(why)}</li>`
        )
          .join("")
      }</ul>`,
  ];
  return `<!doctype html>\n<html lang="en"><head><meta charset="utf-8">` +
    `<meta name="viewport" content="width=device-width,initial-scale=1">` +
    `<title>${escapeText(report.title)}</title><style>${STYLE}</style></head><body>\n` +
    `${parts.filter((part) => part !== "").join("\n")}\n</body></html>\n`;
}

/** Links to the sections, where there are so many that one would search for them. */
function contents(sections: readonly ReportSection[]): string {
  if (sections.length < 4) return "";
  const links = sections.map(({ title }, i) =>
    `<li><a href="#part-${i + 1}">${escapeText(title)}</a></li>`
  );
  return `<nav aria-label="Contents"><ul>${links.join("")}</ul></nav>`;
}

function section(
  { title, text = [], cases = [], figures = [], table = [] }: ReportSection,
  i: number,
): string {
  return [
    `<h2 id="part-${i + 1}">${escapeText(title)}</h2>`,
    ...text.map(paragraph),
    ...figures.map((figure) => figure.html()),
    ...cases.map(caseOf),
    table.length === 0 ? "" : htmlTable(table),
  ].join("\n");
}

function caseOf({ title, text, passages }: ReportCase): string {
  return `<section class="fl-case"><h3>${escapeText(title)}</h3>${text.map(paragraph).join("")}${
    passages.map(passage).join("")
  }</section>`;
}

function passage({ label, text }: ReportPassage): string {
  const words = text.map((part) => `<p dir="auto">${escapeText(part)}</p>`).join("");
  const length = text.reduce((sum, part) => sum + part.length, 0);
  return length > OPEN
    ? `<details class="fl-words"><summary class="fl-label">${
      escapeText(label)
    }</summary>${words}</details>`
    : `<div class="fl-words"><div class="fl-label">${escapeText(label)}</div>${words}</div>`;
}

function paragraph(text: string): string {
  return `<p>${escapeText(text)}</p>`;
}

/** A number as reports write it, or nothing. */
const NUMBER = /^$|^[-−+]?[\d.,]+( %)?$/;
/** From one number to another, or a bound. */
const RANGE = /^$|^[-−+]?[\d.,]+( to [-−+]?[\d.,]+)?$|^below [\d.,]+$/;

function htmlTable([head = [], ...rows]: readonly (readonly string[])[]): string {
  const all = (i: number, form: RegExp) =>
    rows.length > 0 && rows.every((row) => form.test(row[i] ?? ""));
  const classes = head.map((_, i) =>
    all(i, NUMBER) ? ' class="fl-number"' : all(i, RANGE) ? ' class="fl-range"' : ""
  );
  const line = (cells: readonly string[], tag: string) =>
    `<tr>${
      cells.map((cell, i) => `<${tag}${classes[i]}>${escapeText(cell)}</${tag}>`).join("")
    }</tr>`;
  return `<div class="fl-table"><table><thead>${line(head, "th")}</thead><tbody>${
    rows.map((row) => line(row, "td")).join("")
  }</tbody></table></div>`;
}
