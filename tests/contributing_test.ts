import { assert, assertEquals } from "@std/assert";
import deno from "../deno.json" with { type: "json" };
import * as analysis from "../lib/analysis/mod.ts";
import * as figures from "../lib/figures/mod.ts";
import * as published from "../lib/published/mod.ts";

const root = new URL("../", import.meta.url);
const text = await Deno.readTextFile(new URL("CONTRIBUTING.md", root));
const exists = (path: string) => Deno.stat(new URL(path, root)).then(() => true, () => false);

Deno.test("CONTRIBUTING.md names files and folders that are there, and folders for those to be made", async () => {
  const named = new Set(
    [...text.matchAll(/\b(?:lib|tests|docs|data)\/[\w./-]*\w|\.ci\/\w+/g)].map(([path]) => path),
  );
  assert(named.size > 30, `only ${named.size} were found`);
  const missing: string[] = [];
  for (const path of named) {
    // NAME stands for a file to be made, a/b for any file.
    if (/\/a\/b/.test(path)) continue;
    const there = /NAME/.test(path) ? path.slice(0, path.lastIndexOf("/")) : path;
    if (!await exists(there)) missing.push(path);
  }
  assertEquals(missing, []);
});

Deno.test("CONTRIBUTING.md names tasks that are there", () => {
  const tasks = [...text.matchAll(/deno task ([a-z-]+)/g)].map(([, task]) => task!);
  assert(tasks.length > 10);
  assertEquals(tasks.filter((task) => !Object.hasOwn(deno.tasks, task)), []);
});

Deno.test("CONTRIBUTING.md names functions and lists of ours that are there", async () => {
  const exported = new Set(
    [analysis, figures, published].flatMap((module) => Object.keys(module)),
  );
  const wanted = [
    "figureRows",
    "common",
    "drawFigure",
    "intervalDots",
    "heatMap",
    "PUBLISHED_NUMBERS",
    "PUBLISHED_COLOR",
    "clusterSums",
    "jackknife",
    "SCALES",
    "clusterBootstrap",
    "bcaInterval",
  ];
  for (const name of wanted) {
    assert(text.includes(`\`${name}\``), `${name} is not named any more`);
    assert(exported.has(name), `${name} is not exported`);
  }
  const inFiles = [
    ["FAMILIES", "lib/querying/capabilities.ts"],
    ["BUILT_IN_PROVIDERS", "lib/study/config.ts"],
    ["REQUEST_ID", "lib/querying/providers/raw_fetch.ts"],
    ["ANSWERS", "tests/querying/interpret_test.ts"],
    ["CACHED", "tests/querying/interpret_test.ts"],
    ["ERRORS", "tests/querying/fault_test.ts"],
    ["CASES", "tests/querying/providers/make_provider_test.ts"],
    ["SCENARIOS", "tests/analysis/coverage.ts"],
  ] as const;
  for (const [name, path] of inFiles) {
    assert(text.includes(`\`${name}\``) && text.includes(`\`${path}\``), `${name}, ${path}`);
    const source = await Deno.readTextFile(new URL(path, root));
    assert(new RegExp(`const ${name}\\b`).test(source), `${name} is not in ${path}`);
  }
});
