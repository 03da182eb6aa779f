import { parseHTML } from "linkedom";
import { Html } from "./html.ts";

/**
 * What loads, runs, restyles or leaves the page, and what browsers read by rules of its own, by which a text could get
 * out. The script and the style of our own displays stand in the page already.
 */
const DROPPED =
  "script,style,meta,base,link,title,iframe,frame,object,embed,template,noscript,noembed,noframes," +
  "plaintext,xmp,textarea";

/** Shows comment nodes to a tree walker. */
const COMMENTS = 128;

/** Attributes that load or lead somewhere. */
const ADDRESSES = new Set(["href", "xlink:href", "src", "action", "formaction", "poster", "data"]);

/** Leads to a place or is a picture; a link that runs something is neither. */
const HARMLESS = /^\s*(?:https?:|mailto:|#|data:image\/|[^:]*$)/i;

/**
 * HTML that a cell showed, made fit to stand within a page: every element closed, nothing in it that runs, restyles
 * the page, loads from elsewhere or leads away by itself. What a reader sees of it otherwise stays.
 *
 * @param html HTML from a notebook, whoever wrote it.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { tidyHtml } from "./tidy_html.ts";
 *
 * assert(tidyHtml("<b onclick='x()'>bold<style>*{display:none}").markup === "<b>bold</b>");
 * ```
 */
export function tidyHtml(html: string): Html {
  const { document } = parseHTML("<!doctype html><html><body></body></html>");
  const holder = document.createElement("div");
  holder.innerHTML = html;
  for (const element of holder.querySelectorAll(DROPPED)) element.remove();
  const comments: Node[] = [];
  const walker = document.createTreeWalker(holder, COMMENTS);
  while (walker.nextNode()) comments.push(walker.currentNode);
  for (const comment of comments) comment.parentNode?.removeChild(comment);
  for (const element of holder.querySelectorAll("*")) {
    for (const name of element.getAttributeNames()) {
      const lower = name.toLowerCase();
      const leads = ADDRESSES.has(lower) && !HARMLESS.test(element.getAttribute(name) ?? "");
      if (leads || lower.startsWith("on") || lower === "srcdoc" || lower === "srcset") {
        element.removeAttribute(name);
      }
    }
  }
  return Html.trusted(holder.innerHTML);
}
