import { Html, type HtmlPart, markup } from "./html.ts";
import { SCRIPT } from "./script.ts";
import { STYLE } from "./style.ts";

/** The method by which the Deno kernel asks a value how to show itself. */
export const DISPLAY: unique symbol = Symbol.for("Jupyter.display") as never;

/** What the kernel is given: the same thing by media type, of which the page takes the richest. */
export type MediaBundle = Record<string, string>;

/** An output of more than this is cut by what makes it: the kernel garbles very large ones. */
export const LARGEST_OUTPUT = 2_000_000;

/**
 * Something to be shown: as HTML when it is the last expression of a notebook's cell, as text in a terminal.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { markup } from "./html.ts";
 * import { View } from "./view.ts";
 *
 * const view = new View(markup`<p>${"1 < 2"}</p>`, "1 < 2");
 * assert(String(view) === "1 < 2");
 * assert(view.html.includes("1 &lt; 2"));
 * ```
 */
export class View {
  /** Complete in itself: with its style and script, and nothing from elsewhere. */
  readonly html: string;
  /** The same in plain text. */
  readonly text: string;

  constructor(body: HtmlPart, text: string) {
    const style = Html.trusted(`<style>${STYLE}</style>`);
    const script = Html.trusted(`<script>${SCRIPT}</script>`);
    this.html =
      markup`<div class="fl-view tex2jax_ignore mathjax_ignore">${style}${body}${script}</div>`
        .markup;
    this.text = text;
  }

  [DISPLAY](): MediaBundle {
    return { "text/html": this.html, "text/plain": this.text };
  }

  [Symbol.for("Deno.customInspect")](): string {
    return this.text;
  }

  toString(): string {
    return this.text;
  }
}
