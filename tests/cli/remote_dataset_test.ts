import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { remoteDataset } from "../../lib/cli/remote_dataset.ts";
import { InputError } from "../../lib/study/input_error.ts";
import { layoutColumns, writeLayout } from "../published/dataset_layout.ts";
import { COMMIT, type RangeServer, rangeServer } from "../published/range_server.ts";

async function served(act: (server: RangeServer, folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  await Deno.mkdir(`${folder}/dataset/data`, { recursive: true });
  await writeLayout(
    `${folder}/dataset/data/all_models-00000-of-00001.parquet`,
    layoutColumns({ rows: 9 }),
  );
  {
    await using server = rangeServer(`${folder}/dataset`);
    await act(server, folder);
  }
  await Deno.remove(folder, { recursive: true });
}

Deno.test("remoteDataset() says the commit, and names in inputs() only what was opened", () =>
  served(async (server, folder) => {
    const said: string[] = [];
    const { commit, open, inputs } = await remoteDataset({
      host: `${server.url}/`,
      cache: `${folder}/cache`,
      say: (line) => void said.push(line),
    });
    assertEquals([commit, inputs()], [COMMIT, []]);
    assertStringIncludes(said[0]!, `at ${COMMIT}, kept in ${folder}/cache.`);
    assertEquals((await open("train")).length, 0);
    const [source] = await open("all_models");
    assertEquals(source!.rows, 9);
    assertEquals(inputs(), [{
      file: "data/all_models-00000-of-00001.parquet",
      bytes: source!.bytes,
      etag: String(source!.bytes),
    }]);
  }));

Deno.test("remoteDataset() says that the host asks to wait", () =>
  served(async (server, folder) => {
    server.retryAfter = "2";
    server.fail = (n) => n === 0 ? "429" : "no";
    const said: string[] = [];
    const say = (line: string) => void said.push(line);
    await remoteDataset({ host: server.url, cache: `${folder}/cache`, say });
    assertEquals(said[0], "Waiting 2 s: the last answer was 429.");
  }));

Deno.test("remoteDataset() refuses a host that is none, also one with a password in it, without repeating it", async () => {
  for (const host of ["ftp://x", "huggingface.co", "https://me:secret@x", ""]) {
    const error = await assertRejects(
      () => remoteDataset({ host, cache: "nowhere" }),
      InputError,
      "--host: Expected the address",
    );
    assertEquals(error.message.includes("secret"), false);
  }
});
