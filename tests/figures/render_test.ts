import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import * as Plot from "@observablehq/plot";
import { drawFigure, type FigureSpec } from "../../lib/figures/render.ts";

const spec: FigureSpec = {
  name: "sample",
  title: "Positions & <values>",
  subtitle: "Mean position, 0 to 6; whiskers are 95 % intervals",
  caption: "What it shows.",
  alt: 'A "rising" line',
  legend: [{ label: "Anthropic", color: "#d55e00" }, {
    label: "xAI",
    color: "#cc79a7",
    shape: "dot",
  }],
  plots: {
    height: 200,
    x: { label: "position" },
    marks: [Plot.barX([{ y: "a<b\u0001", x: 3.123456 }], { x: "x", y: "y", clip: true })],
  },
};

Deno.test("drawFigure() gives a standalone SVG whose text is escaped", () => {
  const svg = drawFigure(spec).svg();
  assert(svg.startsWith('<svg xmlns="http://www.w3.org/2000/svg"'));
  assertStringIncludes(svg, "Positions &amp; &lt;values&gt;");
  assertStringIncludes(svg, "a&lt;b");
  assertStringIncludes(svg, 'aria-label="A &quot;rising&quot; line"');
  assert(!svg.includes("\u0001"));
  assert(!svg.includes("<style"));
});

Deno.test("drawFigure() gives the same bytes whatever was drawn before", async () => {
  const first = drawFigure(spec);
  drawFigure({ ...spec, name: "other" });
  const second = drawFigure(spec);
  assertEquals(second.svg(), first.svg());
  assertStringIncludes(first.svg(), "sample-1-clip-1");
  assertEquals(await second.png(), await first.png());
});

Deno.test("drawFigure() writes SIMULATED DATA into all three renderings of simulated data only", async () => {
  const real = drawFigure(spec);
  const simulated = drawFigure({ ...spec, simulated: true });
  for (const text of [simulated.svg(), simulated.html()]) {
    assertStringIncludes(text, "SIMULATED DATA");
  }
  for (const text of [real.svg(), real.html()]) assert(!text.includes("SIMULATED DATA"));
  assert((await simulated.png(1)).length !== (await real.png(1)).length);
});

Deno.test("drawFigure() puts the picture, its alt text and its caption in one figure element", () => {
  const html = drawFigure(spec).html();
  assertStringIncludes(
    html,
    '<figure class="fl-figure tex2jax_ignore mathjax_ignore" id="fig-sample">',
  );
  assertStringIncludes(html, "<figcaption>What it shows.</figcaption>");
});

Deno.test("drawFigure() refuses a name that is no file name", () => {
  assertThrows(() => drawFigure({ ...spec, name: "../x" }), TypeError, "Expected a name");
});

Deno.test("drawFigure() shows itself in a notebook as a picture that holds its caption", async () => {
  const shown = async (figure: unknown) =>
    await (figure as Record<symbol, () => Promise<Record<string, string>>>)[
      Symbol.for("Jupyter.display")
    ]!();
  const bundle = await shown(drawFigure({ ...spec, simulated: true }));
  const png = Uint8Array.fromBase64(bundle["image/png"]!);
  const view = new DataView(png.buffer);
  assertEquals(view.getUint32(16), 1520);
  const longer = await shown(drawFigure({ ...spec, caption: "What it shows. ".repeat(30) }));
  const taller = new DataView(Uint8Array.fromBase64(longer["image/png"]!).buffer);
  assert(taller.getUint32(20) > view.getUint32(20));
  assertStringIncludes(bundle["text/html"]!, 'width="760" alt="Positions &amp; &lt;values&gt;. A ');
  assertStringIncludes(bundle["text/html"]!, bundle["image/png"]!);
  assert(bundle["text/plain"]!.endsWith("What it shows.\nSIMULATED DATA"));
  assert(!longer["text/plain"]!.includes("SIMULATED"));
});
