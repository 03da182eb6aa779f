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

Deno.test("reportPage() links to its sections where there are many, and lists what was found", () => {
  const sections = ["a", "b", "<c>", "d"].map((title) => ({ title }));
  const page = reportPage({ title: "t", lead: ["one", "two", "<three>"], sections });
  assertStringIncludes(page, '<a href="#part-3">&lt;c&gt;</a>');
  assertStringIncludes(page, '<h2 id="part-3">&lt;c&gt;</h2>');
  assertStringIncludes(page, "<li>&lt;three&gt;</li>");
  const short = reportPage({ title: "t", lead: ["one"], sections: sections.slice(1) });
  assert(!short.includes("<nav") && short.includes("<p>one</p>"));
});

Deno.test("reportPage() keeps a range of numbers on one line, and sets numbers to the right", () => {
  const rows = [["name", "n", "95 % interval", "p"], [
    "a",
    "1,000",
    "−0.10 to +2.00",
    "below 0.001",
  ]];
  const page = reportPage({
    title: "t",
    lead: [],
    sections: [{ title: "s", table: [...rows, ["b", "2", "0 to 1", "0.020"]] }],
  });
  assertStringIncludes(page, '<td>a</td><td class="fl-number">1,000</td>');
  assertStringIncludes(page, '<td class="fl-range">−0.10 to +2.00</td>');
  assertStringIncludes(page, '<td class="fl-range">below 0.001</td>');
});

Deno.test("reportPage() says that data is simulated where it is", () => {
  const report = { title: "t", lead: [], sections: [] };
  assertStringIncludes(reportPage({ ...report, simulated: true }), "Simulated data");
  assert(!reportPage(report).includes("Simulated data"));
});

Deno.test("reportPage() escapes the passages of a case and folds only the long ones", () => {
  const page = reportPage({
    title: "t",
    lead: [],
    sections: [{
      title: "s",
      cases: [{
        title: "<case>",
        text: ["<told>"],
        passages: [
          { label: "<short>", text: ["</p><script>alert(1)</script>"] },
          { label: "<long>", text: ["</details><img src=x>".padEnd(601, "a")] },
        ],
      }],
    }],
  });
  assertEquals(page.match(/<details/g)?.length, 1);
  assertStringIncludes(page, '<summary class="fl-label">&lt;long&gt;</summary>');
  for (const text of ["&lt;case&gt;", "&lt;told&gt;", "&lt;short&gt;", "&lt;/details&gt;&lt;img"]) {
    assertStringIncludes(page, text);
  }
  assert(!page.includes("<img") && !page.includes("<script"));
});
