import { escapeText } from "../figures/escape.ts";

/** HTML that is safe to show: made by {@linkcode markup} from text that was escaped, or by this project's own code. */
export class Html {
  readonly markup: string;

  private constructor(markup: string) {
    this.markup = markup;
  }

  /** Markup of this project itself, never text of a model, a file or a user. */
  static trusted(markup: string): Html {
    return new Html(markup);
  }

  toString(): string {
    return this.markup;
  }
}

/** What may stand in a template: text and numbers are escaped, HTML and lists of it are taken as they are. */
export type HtmlPart = Html | string | number | null | undefined | false | readonly HtmlPart[];

/**
 * HTML from a template. Every text that is put in is escaped, so that it shows and never acts; there is no way to
 * forget it. Attribute values need quotes around them.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { markup } from "./html.ts";
 *
 * assert(markup`<b>${"<i>"}</b>`.markup === "<b>&lt;i&gt;</b>");
 * ```
 */
export function markup(strings: TemplateStringsArray, ...parts: HtmlPart[]): Html {
  return Html.trusted(strings.reduce((done, text, i) => done + render(parts[i - 1]) + text));
}

function render(part: HtmlPart): string {
  if (part instanceof Html) return part.markup;
  if (part === null || part === undefined || part === false) return "";
  if (Array.isArray(part)) return part.map(render).join("");
  return escapeText(String(part));
}
