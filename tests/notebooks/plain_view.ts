import { parseHTML } from "linkedom";

/**
 * What pages keep that show files of strangers, such as GitHub: no script, no style, no class, nothing to fill in. The
 * elements are those that its published filter of HTML lets through.
 */
export const KEPT_ELEMENTS: ReadonlySet<string> = new Set(
  ("h1 h2 h3 h4 h5 h6 br b i strong em a pre code img tt div ins del sup sub p ol ul table thead tbody tfoot " +
    "blockquote dl dt dd kbd q samp var hr ruby rt rp li tr td th s strike summary details caption figure " +
    "figcaption abbr bdo cite dfn mark small span time wbr").split(" "),
);

const KEPT_ATTRIBUTES = new Set(
  "align alt border colspan dir height href open rowspan scope src start tabindex title valign width"
    .split(" "),
);

/** They and what stands in them are dropped; of others that are not kept the content stays. */
const DROPPED = "script, style";

const BLOCKS = new Set(
  "h1 h2 h3 h4 h5 h6 div p ol ul li table thead tbody tr td th blockquote pre summary details figure figcaption hr br"
    .split(" "),
);

/** Marks in a read text where one piece of a line ends and the next begins. */
const SEAM = "\u0001";

/** An output's HTML as such a page shows it. */
export interface PlainView {
  readonly html: string;
  /** The words in it, blocks on lines of their own. */
  readonly text: string;
  /** Elements that the page takes away, by name. */
  readonly lost: readonly string[];
  /** Words that belong to two pieces and have run into one. */
  readonly glued: readonly string[];
}

/** Shows HTML as a page does that drops scripts, styles and classes. */
export function plainView(html: string): PlainView {
  const { document } = parseHTML("<!doctype html><html><body></body></html>");
  const holder = document.createElement("div");
  holder.innerHTML = html;
  for (const element of holder.querySelectorAll(DROPPED)) element.remove();
  const lost: string[] = [];
  for (const element of [...holder.querySelectorAll("*")]) {
    const name = element.localName;
    for (const attribute of element.getAttributeNames()) {
      if (!KEPT_ATTRIBUTES.has(attribute)) element.removeAttribute(attribute);
    }
    if (KEPT_ELEMENTS.has(name)) continue;
    lost.push(name);
    element.replaceWith(...element.childNodes);
  }
  const read = readText(holder);
  return {
    html: holder.innerHTML,
    text: read.replaceAll(SEAM, ""),
    lost,
    glued: read.match(new RegExp(`[\\p{L}\\p{N}]+(?:${SEAM}+[\\p{L}\\p{N}]+)+`, "gu"))
      ?.map((words) => words.replaceAll(new RegExp(`${SEAM}+`, "g"), "|")) ?? [],
  };
}

function readText(node: Node): string {
  if (node.nodeType === 3) return (node.textContent ?? "").replace(/\s+/g, " ");
  const inner = [...node.childNodes].map(readText).join("");
  const around = BLOCKS.has((node as Element).localName ?? "") ? "\n" : SEAM;
  return around + inner + around;
}

/** The words and numbers of a text, in small letters, as far as they are whole: one that was cut ends in an ellipsis. */
export function wordsOf(text: string): string[] {
  return text.toLowerCase().replace(/\S*…/g, " ").match(/\p{L}+|\p{N}+/gu) ?? [];
}
