import { assert, assertEquals, assertRejects } from "@std/assert";
import { parquetMetadata, parquetReadObjects } from "hyparquet";
import { exportTables } from "../../lib/study/export.ts";
import { InputError } from "../../lib/study/input_error.ts";

/** Runs `body` with a path that does not exist yet. */
async function inFolder(body: (folder: string) => Promise<void>): Promise<void> {
  const parent = await Deno.makeTempDir();
  await body(`${parent}/out`).finally(() => Deno.remove(parent, { recursive: true }));
}

const bytesOf = async (path: string) => (await Deno.readFile(path)).buffer as ArrayBuffer;
const rowsOf = async (path: string) => await parquetReadObjects({ file: await bytesOf(path) });
const linesOf = async (path: string) =>
  (await Deno.readTextFile(path)).split("\n").slice(0, -1).map((line) => JSON.parse(line));
/** Names and types of a Parquet file's columns. */
const typesOf = async (path: string) =>
  parquetMetadata(await bytesOf(path)).schema.slice(1).map(({ name, type, converted_type }) =>
    [name, converted_type ?? type].join(" ")
  );

const columns = { i: "integer", half: "number", text: "text", even: "boolean" } as const;
const TYPES = ["i INT64", "half DOUBLE", "text UTF8", "even BOOLEAN"];

Deno.test("exportTables() writes every row in both formats, lacking cells and NaN as null", () =>
  inFolder(async (folder) => {
    const many = Array.from({ length: 2_500 }, (_, i) => ({
      i,
      half: i / 2,
      text: `é ${i}`,
      even: i % 2 === 0,
    }));
    const holes = [{ text: "x" }, { even: undefined, i: null, half: NaN }];
    const paths = await exportTables(folder, {
      many: { columns, rows: many },
      holes: { columns, rows: holes },
    });
    assertEquals(
      paths.sort(),
      [...Deno.readDirSync(folder)].map(({ name }) => `${folder}/${name}`).sort(),
    );
    assertEquals(await linesOf(`${folder}/many.jsonl`), many);
    assertEquals(
      await rowsOf(`${folder}/many.parquet`),
      many.map((row) => ({ ...row, i: BigInt(row.i) })),
    );
    const none = { i: null, half: null, text: null, even: null };
    assertEquals(await linesOf(`${folder}/holes.jsonl`), [{ ...none, text: "x" }, none]);
    assertEquals(await rowsOf(`${folder}/holes.parquet`), [{ ...none, text: "x" }, none]);
  }));

Deno.test("exportTables() gives columns their declared types whatever the rows hold, and if there are none", () =>
  inFolder(async (folder) => {
    const whole = { i: 1, half: 1, text: "1", even: true };
    await exportTables(folder, {
      whole: { columns, rows: [whole] },
      nulls: { columns, rows: [{}, {}] },
      empty: { columns, rows: [] },
    }, ["parquet"]);
    for (const name of ["whole", "nulls", "empty"]) {
      assertEquals(await typesOf(`${folder}/${name}.parquet`), TYPES, name);
    }
    assertEquals(await rowsOf(`${folder}/empty.parquet`), []);
    assertEquals(await rowsOf(`${folder}/whole.parquet`), [{ ...whole, i: 1n }]);
  }));

Deno.test("exportTables() writes what it has read before it reads on, each row once for all formats", () =>
  inFolder(async (folder) => {
    let seed = 1;
    const noise = Array.from({ length: 350_000 }, () => {
      seed = (seed * 48271) % 2147483647;
      return String.fromCharCode(33 + seed % 90);
    }).join("");
    const long = (i: number) => noise.slice(1_000 * i, 1_000 * i + 100_000);
    let made = 0;
    const sizes: Record<string, number> = {};
    async function* rows() {
      for (let i = 0; i < 250; i++) {
        made++;
        yield { i, text: long(i) };
        if (i !== 200) continue;
        for await (const { name } of Deno.readDir(folder)) {
          sizes[name.split(".")[1]!] = (await Deno.stat(`${folder}/${name}`)).size;
        }
      }
    }
    await exportTables(folder, { long: { columns, rows: rows() } });
    assertEquals(made, 250);
    assert(sizes.jsonl! > 15_000_000, `${sizes.jsonl} bytes of lines`);
    assert(sizes.parquet! > 10_000_000, `${sizes.parquet} bytes of row groups`);
    const { row_groups, num_rows } = parquetMetadata(await bytesOf(`${folder}/long.parquet`));
    assertEquals([row_groups.length, num_rows], [4, 250n]);
    const read = await rowsOf(`${folder}/long.parquet`);
    assertEquals(read.map((row) => row.i), Array.from({ length: 250 }, (_, i) => BigInt(i)));
    assertEquals(read.at(-1)!.text, long(249));
  }));

Deno.test("exportTables() leaves nothing of a table whose rows cannot be read or do not fit", () =>
  inFolder(async (folder) => {
    async function* failing() {
      yield await Promise.resolve({ i: 1 });
      throw new Error("no more");
    }
    await assertRejects(
      () => exportTables(folder, { a: { columns, rows: failing() } }),
      Error,
      "no more",
    );
    for (
      const [row, message] of [[{ j: 1 }, '"j"'], [
        { i: 0.5 },
        "Expected integer in column",
      ]] as const
    ) {
      await assertRejects(
        () => exportTables(folder, { a: { columns, rows: [row] } }),
        TypeError,
        message,
      );
    }
    assertEquals([...Deno.readDirSync(folder)], []);
  }));

Deno.test("exportTables() refuses a folder that cannot be made, a wrong name and a table without columns", async () => {
  const file = await Deno.makeTempFile();
  const table = { columns, rows: [] };
  await assertRejects(() => exportTables(`${file}/out`, { a: table }), InputError, file);
  await assertRejects(
    () => exportTables(`${file}.d`, { "a/b": table }),
    TypeError,
    "a table's name",
  );
  const none = { columns: {}, rows: [] };
  await assertRejects(() => exportTables(`${file}.d`, { none }), TypeError, "one column");
  await Deno.remove(file);
});
