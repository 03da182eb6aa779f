import { assert, assertEquals, assertGreaterOrEqual, assertRejects } from "@std/assert";
import { categoriesOf, readTaxonomy } from "../../lib/generation/taxonomy.ts";
import { InputError } from "../../lib/study/input_error.ts";

const REAL = "../shared/data/taxonomy";
const hasReal = await Deno.stat(REAL).then(() => true, () => false);

Deno.test({
  name: `readTaxonomy() joins the real tree by cluster id${
    hasReal ? "" : " (skipped: no ../shared/data)"
  }`,
  ignore: !hasReal,
  async fn() {
    const values = await readTaxonomy(REAL);
    assertEquals(values.length, 3307);
    assertEquals(categoriesOf(values).length, 26);
    assertEquals(new Set(values.map((v) => v.domain)).size, 5);
    assertEquals(values[0], {
      name: "balanced wisdom",
      category: "Spiritual fulfillment and meaning",
      domain: "Personal values",
    });
    // A level 1 and a level 2 cluster are both called "Methodical rigor": 166 leaves lie under the level 2 one.
    assertEquals(values.filter((v) => v.category === "Methodical rigor").length, 166);
    assertEquals(await readTaxonomy(`${REAL}/values_tree.csv`), values);
  },
});

Deno.test({
  name: `readTaxonomy() names sample categories as the real tree does${
    hasReal ? "" : " (skipped: no ../shared/data)"
  }`,
  ignore: !hasReal,
  async fn() {
    const real = new Map((await readTaxonomy(REAL)).map((v) => [v.category, v.domain]));
    for (const value of await readTaxonomy("data/sample_taxonomy.csv")) {
      assertEquals(real.get(value.category), value.domain, value.category);
    }
  },
});

Deno.test("readTaxonomy() reads the sample taxonomy: 60 values, 8 categories, 4 domains or more", async () => {
  const values = await readTaxonomy("data/sample_taxonomy.csv");
  assertGreaterOrEqual(values.length, 60);
  assertGreaterOrEqual(categoriesOf(values).length, 8);
  assertGreaterOrEqual(new Set(values.map((v) => v.domain)).size, 4);
});

async function reading(text: string | Uint8Array): Promise<InputError> {
  const file = await Deno.makeTempFile({ suffix: ".csv" });
  try {
    await Deno.writeFile(file, typeof text === "string" ? new TextEncoder().encode(text) : text);
    const error = await assertRejects(() => readTaxonomy(file), InputError);
    assertEquals(error.where.file, file);
    return error;
  } finally {
    await Deno.remove(file);
  }
}

const HEADER = "cluster_id,description,name,level,parent_cluster_id,pct_total_occurrences\r\n";
const TREE = `${HEADER}d,About d,D,3,,1\r\nc,About c,C,2,d,1\r\nb,About b,B,1,c,1\r\n`;

const FAULTS: [
  name: string,
  text: string | Uint8Array,
  row: number | undefined,
  field: string | undefined,
][] = [
  ["an empty file", "", undefined, undefined],
  ["bytes that are not UTF-8", new Uint8Array([0xff, 0xfe, 0x41]), undefined, undefined],
  ["an open quote", 'name,category,domain\n"a,b,c', undefined, undefined],
  ["a missing column", "name,kind,domain\na,b,c\n", undefined, "category"],
  ["an empty cell", "name,category,domain\na,b,c\nd,,f\n", 2, "category"],
  ["a short row", "name,category,domain\na,b\n", 1, "domain"],
  ["a comma without quotes", "name,category,domain\na,b,c\nd, e,f,g\n", 2, undefined],
  ["a control character", "name,category,domain\na,b,c\nd\u0000,e,f\n", 2, "name"],
  ["a whole text for a name", `name,category,domain\na,b,c\n${"d".repeat(1001)},e,f\n`, 2, "name"],
  ["a repeated value", "name,category,domain\na,b,c\na,b,c\n", 2, "name"],
  ["a single value", "name,category,domain\na,b,c\n", undefined, undefined],
  ["a tree without levels", "cluster_id,name,parent_cluster_id\n", undefined, "level"],
  ["a level that is none", `${TREE}x,,X,four,b,1\r\n`, 4, "level"],
  ["a repeated id", `${TREE}b,,X,0,b,1\r\n`, 4, "cluster_id"],
  ["a missing parent", `${TREE}x,,X,0,nowhere,1\r\n`, 4, "parent_cluster_id"],
  ["a parent of another level", `${TREE}x,,X,0,c,1\r\n`, 4, "parent_cluster_id"],
  ["an empty name", `${TREE}x,,,0,b,1\r\n`, 4, "name"],
];

for (const [name, text, row, field] of FAULTS) {
  Deno.test(`readTaxonomy() names the place of ${name}`, async () => {
    const error = await reading(text);
    assertEquals([error.where.row, error.where.field], [row, field]);
    assert(/Expected .* (but|to be|without) /.test(error.message), error.message);
  });
}

Deno.test("readTaxonomy() names a file that is not there", async () => {
  const error = await assertRejects(() => readTaxonomy("nowhere/values.csv"), InputError);
  assertEquals(error.message, "nowhere/values.csv: Expected a CSV of values but found none there");
});

Deno.test("readTaxonomy() passes over empty cells at the end of a row, which spreadsheets leave", async () => {
  const file = await Deno.makeTempFile({ suffix: ".csv" });
  await Deno.writeTextFile(file, "name,category,domain\na,b,c,,\nd,e,f\n");
  assertEquals((await readTaxonomy(file)).map(({ name }) => name), ["a", "d"]);
  await Deno.remove(file);
});

Deno.test("readTaxonomy() looks for values_tree.csv in a folder", async () => {
  const folder = await Deno.makeTempDir();
  const error = await assertRejects(() => readTaxonomy(folder), InputError);
  assertEquals(error.where.file, `${folder}/values_tree.csv`);
  await Deno.remove(folder);
});
