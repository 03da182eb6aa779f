import { assert, assertEquals } from "@std/assert";
import { parseHTML } from "linkedom";
import { markup } from "../../lib/notebook/html.ts";
import { SCRIPT } from "../../lib/notebook/script.ts";

/** A page that notes what listens, and nothing else. */
function pageOf() {
  const listeners: string[] = [];
  const window: Record<string, unknown> = {};
  const document = {
    addEventListener: (type: string) => void listeners.push(type),
    querySelectorAll: () => [],
  };
  const run = () => new Function("window", "document", SCRIPT)(window, document);
  return { listeners, run };
}

Deno.test("the displays' script listens once, however many displays bring it along", () => {
  const { listeners, run } = pageOf();
  run();
  run();
  assertEquals(listeners, ["click", "keydown", "change"]);
});

Deno.test("the displays' script makes the lists to filter by, of each display once, texts as texts", () => {
  const choices = JSON.stringify([["model", [["<b>", "<i> (2)"], ["'", "' (1)"]]], ["topic", []]]);
  const filters = markup`<p class="fl-filters" data-choices="${choices}"><span>3</span></p>`;
  const { document } = parseHTML(`<body>${filters}</body>`);
  const run = () => new Function("window", "document", SCRIPT)({}, document);
  run();
  run();
  const lists = [...document.querySelectorAll("select")].map((list) => [
    list.dataset["filter"],
    list.parentElement!.textContent,
    [...list.querySelectorAll("option")].map((option) => option.getAttribute("value")),
  ]);
  assertEquals(lists, [
    ["model", "model all<i> (2)' (1)", ["", "<b>", "'"]],
    ["topic", "topic all", [""]],
  ]);
  assertEquals(document.querySelector("p")!.lastElementChild!.textContent, "3");
});

Deno.test("the displays' script writes no HTML, runs no text and asks nobody", () => {
  assert(
    !/innerHTML|outerHTML|insertAdjacent|document\.write|eval|Function|fetch|XMLHttp|import/.test(
      SCRIPT,
    ),
  );
  // It stands within a script element.
  assert(!SCRIPT.includes("</"));
});

Deno.test("a page's script hash fits the script", async () => {
  const { page } = await import("../../lib/notebook/page.ts");
  const text = await page("t", markup`x`);
  const hash = new Uint8Array(
    await crypto.subtle.digest("SHA-256", new TextEncoder().encode(SCRIPT)),
  ).toBase64();
  assert(text.includes(`sha256-${hash}`) && text.includes(`<script>${SCRIPT}</script>`));
});
