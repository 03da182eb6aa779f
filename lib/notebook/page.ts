import { Html, markup } from "./html.ts";
import { SCRIPT } from "./script.ts";
import { STYLE } from "./style.ts";

const PAGE_STYLE = `
:root{color-scheme:light dark}
body{font:16px/1.55 system-ui,sans-serif;max-width:900px;margin:0 auto;padding:24px 16px 64px}
pre,code{font:13px/1.45 ui-monospace,monospace}
pre{overflow:auto;padding:8px 12px;border-radius:4px;margin:6px 0;white-space:pre-wrap;overflow-wrap:anywhere}
.code>pre{background:rgba(128,128,128,.13)}
.output{margin:6px 0 18px;overflow-x:auto;contain:paint}
.output.error pre{border-left:4px solid #c8502a}
table{border-collapse:collapse}
.prose th,.prose td{padding:3px 10px;border-bottom:1px solid rgba(128,128,128,.3);text-align:left}
.prose blockquote{margin-left:0;padding-left:12px;border-left:3px solid rgba(128,128,128,.4)}
img,svg{max-width:100%;height:auto}
@media (max-width:640px){.output>img[width]{min-width:600px}}
figure{margin:0}
figcaption{font-size:13.5px;max-width:760px;opacity:.85}
details.code>summary{cursor:pointer;opacity:.6;font-size:12px}
`.trim();

/**
 * One complete page that needs nothing from elsewhere, and that a browser lets load nothing and run nothing but
 * this project's own script (a content security policy with the script's hash says so), whatever stands in it.
 *
 * @param title The page's title.
 * @param body What it shows.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { markup } from "./html.ts";
 * import { page } from "./page.ts";
 *
 * const text = await page("A page", markup`<p>Hello</p>`);
 * assert(text.includes("Content-Security-Policy"));
 * ```
 */
export async function page(title: string, body: Html): Promise<string> {
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(SCRIPT));
  const policy = [
    "default-src 'none'",
    "img-src data:",
    "style-src 'unsafe-inline'",
    `script-src 'sha256-${new Uint8Array(hash).toBase64()}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  const head = markup`<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
${Html.trusted(`<style>${PAGE_STYLE}\n${STYLE}</style>`)}`;
  const script = Html.trusted(`<script>${SCRIPT}</script>`);
  return markup`<!doctype html>
<html lang="en">
<head>
${head}
</head>
<body>
${body}
${script}
</body>
</html>
`.markup;
}
