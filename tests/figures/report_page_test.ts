import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { reportPage } from "../../lib/figures/report_page.ts";
import { SAMPLE_FIGURES } from "./sample_figures.ts";

Deno.test("reportPage() escapes every text and names what is lacking", () => {
  const page = reportPage({
    title: "<t>",
    lead: ["a & b"],
    sections: [{ title: "<s>", text: ["<p>"], table: [["<h>"], ["<script>"]] }],
    lacking: [{ name: "diversity", why: "needs <embeddings>" }],
  });
  for (
    const text of [
      "&lt;t&gt;",
      "a &amp; b",
      "&lt;s&gt;",
      "&lt;p&gt;",
      "&lt;h&gt;",
      "&lt;script&gt;",
    ]
  ) {
    assertStringIncludes(page, text);
  }
  assertStringIncludes(page, "needs &lt;embeddings&gt;");
  assert(!page.includes("<script>"));
});

Deno.test("reportPage() asks for nothing from outside, prints, and follows light and dark", () => {
  const page = reportPage({
    title: "t",
    lead: [],
    sections: [{ title: "s", figures: SAMPLE_FIGURES }],
  });
  assert(!/(?:src|href)="(?!#)|<script|@import|url\(https?:/.test(page));
  for (const media of ["@media print", "prefers-color-scheme:dark", 'name="viewport"']) {
    assertStringIncludes(page, media);
  }
  const ids = [...page.matchAll(/\bid="([^"]+)"/g)].map((match) => match[1]);
  assertEquals(new Set(ids).size, ids.length);
});

Deno.test("reportPage() says that data is simulated where it is", () => {
  const report = { title: "t", lead: [], sections: [] };
  assertStringIncludes(reportPage({ ...report, simulated: true }), "Simulated data");
  assert(!reportPage(report).includes("Simulated data"));
});
