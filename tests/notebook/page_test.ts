import { assert, assertEquals } from "@std/assert";
import { parseHTML } from "linkedom";
import { markup } from "../../lib/notebook/html.ts";
import { page } from "../../lib/notebook/page.ts";

Deno.test("page() allows one script, by its hash, and nothing from elsewhere", async () => {
  const { document } = parseHTML(await page("A <title>", markup`<p>body</p>`));
  const policy = document.querySelector("meta[http-equiv]")!.getAttribute("content")!;
  const [script] = [...document.querySelectorAll("script")];
  const hash = await crypto.subtle.digest(
    "SHA-256",
    new TextEncoder().encode(script!.textContent!),
  );
  assert(policy.startsWith("default-src 'none'; "));
  assert(policy.includes(`script-src 'sha256-${new Uint8Array(hash).toBase64()}';`));
  assertEquals(document.querySelectorAll("[src], [href], link").length, 0);
  assertEquals(document.querySelector("title")!.textContent, "A <title>");
});
