import { InputError } from "../study/input_error.ts";

/** What a heading says: its plain title and its attributes. */
export interface HeadingText {
  readonly title: string;
  /** The id that it gives, or null. */
  readonly id: string | null;
  readonly attributes: Readonly<Record<string, string>>;
}

const BLOCK = /\s*(?<!\\)\{:?\s*((?:[#.]|[\w-]+=)[^{}]*)\}\s*$/u;
const PART =
  /^(?:#([^\s#"'=]+)|\.([^\s#"'=]+)|([\w-]+)=(?:"([^"]*)"|'([^']*)'|([^\s"'=]+)))(?:\s+|$)/u;

/**
 * Reads the content of a heading that may end in attributes, as Pandoc and kramdown write them:
 * `Do not lie {#do_not_lie authority=user}`. Classes (`.name`) become the attribute `class`. Braces that
 * hold something else belong to the title.
 *
 * @param content The source of the heading's content, without its number signs or underline.
 * @param plain The same content as plain text, attributes included.
 * @param where The place for errors.
 * @throws {InputError} If the braces begin as attributes but do not go on as such.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { readHeading } from "./heading.ts";
 *
 * const heading = readHeading(
 *   "Do *not* lie {#do_not_lie authority=user}",
 *   "Do not lie {#do_not_lie authority=user}",
 *   { file: "spec.md" },
 * );
 * assert(heading.title === "Do not lie" && heading.id === "do_not_lie");
 * assert(heading.attributes.authority === "user");
 * ```
 */
export function readHeading(
  content: string,
  plain: string,
  where: { readonly file: string; readonly field?: string },
): HeadingText {
  const block = BLOCK.exec(content);
  if (!block) return { title: tidy(plain), id: null, attributes: {} };
  let rest = (block[1] ?? "").trim();
  let id: string | null = null;
  const attributes: Record<string, string> = {};
  while (rest) {
    const part = PART.exec(rest);
    if (!part || (part[1] !== undefined && id !== null)) {
      throw new InputError(
        `Expected attributes such as {#id authority=user} but found ${block[0].trim()}`,
        where,
      );
    }
    if (part[1] !== undefined) id = part[1];
    if (part[2] !== undefined) {
      attributes.class = attributes.class ? `${attributes.class} ${part[2]}` : part[2];
    }
    const value = part[4] ?? part[5] ?? part[6];
    if (part[3] !== undefined && value !== undefined) attributes[part[3]] = value;
    rest = rest.slice(part[0].length);
  }
  return { title: tidy(plain.replace(BLOCK, "")), id, attributes };
}

/**
 * Writes a heading that {@linkcode readHeading} reads back: `## Do not lie {#do_not_lie authority=user}`.
 *
 * @param level 1 to 6.
 * @param title Plain text; what Markdown would take for a mark is escaped.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { writeHeading } from "./heading.ts";
 *
 * assert(writeHeading(2, "A_b", "x", { authority: "user" }) === "## A\\_b {#x authority=user}");
 * ```
 */
export function writeHeading(
  level: number,
  title: string,
  id: string,
  attributes: Readonly<Record<string, string>>,
): string {
  const parts = Object.entries(attributes).map(([key, value]) => {
    if (key === "class") return value.split(" ").map((name) => `.${name}`).join(" ");
    return /^[^\s"'=]+$/u.test(value) ? `${key}=${value}` : `${key}="${value}"`;
  });
  const escaped = tidy(title).replaceAll(/[\\`*_[\]<&{}]/gu, "\\$&").replace(/#$/u, "\\#");
  return `${"#".repeat(level)} ${escaped} {${[`#${id}`, ...parts].join(" ")}}`;
}

const tidy = (title: string) => title.replaceAll(/\s+/gu, " ").trim();
