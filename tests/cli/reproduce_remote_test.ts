import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { readLocalData } from "../../lib/cli/reproduce_data.ts";
import { readRemoteData } from "../../lib/cli/reproduce_remote.ts";
import { RemoteError } from "../../lib/published/remote_error.ts";
import { writeDataset } from "../published/dataset_layout.ts";
import { COMMIT, type RangeServer, rangeServer } from "../published/range_server.ts";
import { command, type Ended, pathsUnder } from "./command.ts";

const root = await Deno.makeTempDir({ prefix: "dataset-" });
const dataset = join(root, "dataset");
await writeDataset(
  dataset,
  [0, 1, 2, 3].map((i) => ({ rows: 100, seed: `shard ${i}`, typical: 2500 })),
);
addEventListener("unload", () => Deno.removeSync(root, { recursive: true }));

/** Bytes of all files of the dataset. */
const whole = (await pathsUnder(dataset)).filter((path) => path.endsWith(".parquet"))
  .reduce((sum, path) => sum + Deno.statSync(join(dataset, path)).size, 0);

async function served(
  act: (server: RangeServer, folder: string) => Promise<void>,
  data = dataset,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  {
    await using server = rangeServer(data);
    await act(server, folder);
  }
  await Deno.remove(folder, { recursive: true });
}

const args = (server: RangeServer, folder: string, ...more: string[]) => [
  ...["--host", server.url, "--cache", join(folder, "cache"), "--out", join(folder, "out")],
  ...more,
];

const made = async (folder: string) =>
  new Map(
    (await pathsUnder(folder)).filter((path) => /^(tables|figures)\/./.test(path)).map((
      path,
    ) => [path, new TextDecoder("latin1").decode(Deno.readFileSync(join(folder, path)))]),
  );

Deno.test("reproduce reads the dataset from its host, through failures and redirects, as it does a local copy", () =>
  served(async (server, folder) => {
    server.redirects = true;
    server.fail = (n) => (["no", "503", "no", "429", "cut", "drop"] as const)[n % 60] ?? "no";
    const remote = await command("reproduce", args(server, folder), { HF_TOKEN: "hf_secret" });
    assertEquals([remote.code, remote.err.includes("hf_secret")], [0, false], remote.err);
    assertStringIncludes(remote.err, `at ${COMMIT}`);
    assert(server.sent < whole / 3, `${server.sent} of ${whole} bytes`);
    for (const { by, authorization } of server.seen) {
      assertEquals(authorization, by === "host" ? "Bearer hf_secret" : null);
    }

    const local = await command("reproduce", ["--data", dataset, "--out", join(folder, "local")]);
    assertEquals(local.code, 0, local.err);
    const [one, two] = [await made(join(folder, "out")), await made(join(folder, "local"))];
    assertEquals([...one.keys()], [...two.keys()]);
    for (const [path, bytes] of one) assert(two.get(path) === bytes, `${path} differs`);
    for (const name of ["noncompliance_bins", "compliance", "judge_agreement", "outliers"]) {
      assert(one.has(`figures/${name}.svg`) && one.has(`tables/${name}.csv`), name);
    }
    assertEquals(one.get("tables/splits.csv")!.split("\n").slice(0, 3), [
      "split,rows,published,published_is",
      "all_models,400,43960,exact",
      "claude_models,300,20790,exact",
    ]);
    assertStringIncludes(one.get("tables/selection.csv")!, "\nnudge_direction,neutral,");
    assertStringIncludes(one.get("tables/complete_columns.csv")!, "mystery,not known and not read");

    const report = await Deno.readTextFile(join(folder, "out/report.html"));
    assertStringIncludes(report, `at the commit ${COMMIT}`);
    const manifest = JSON.parse(await Deno.readTextFile(join(folder, "out/manifest.json")));
    assertEquals(manifest.source, {
      host: server.url,
      dataset: "jifanz/stress_testing_model_spec",
      commit: COMMIT,
    });
    assertEquals(manifest.inputs.length, 55);
    for (const { file, bytes, etag } of manifest.inputs) {
      const { size } = await Deno.stat(join(dataset, file));
      assertEquals([bytes, etag], [size, `sha of ${size}`]);
    }
    const named = JSON.parse(await Deno.readTextFile(join(folder, "local/manifest.json")));
    assertEquals(named.inputs.length, 55);
  }));

/** The command as a process of its own, which can be sent signals. */
function spawned(args: readonly string[], stderr: "null" | "piped"): Deno.ChildProcess {
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", "--quiet", "lib/cli/reproduce.ts", ...args],
    stdout: "null",
    stderr,
  }).spawn();
}

Deno.test("reproduce goes on after a kill with what it had fetched, and needs no network once it has all", () =>
  served(async (server, folder) => {
    const full = await Deno.makeTempDir();
    await readRemoteData({ host: server.url, cache: full });
    const once = server.sent;
    await Deno.remove(full, { recursive: true });

    server.sent = server.requests = 0;
    const child = spawned(args(server, folder), "null");
    server.fail = (n) => {
      if (n === 40) child.kill("SIGKILL");
      return "no";
    };
    assertEquals((await child.status).signal, "SIGKILL");
    const first = server.sent;
    assert(first > 0 && first < once, `${first} of ${once} bytes before the kill`);
    const second = await command("reproduce", args(server, folder));
    assertEquals(second.code, 0, second.err);
    // What was on its way at the kill is fetched again, and no more.
    assert(server.sent <= once + 4 * 64 * 65536 && server.sent - first < once, `${server.sent}`);

    const before = await made(join(folder, "out"));
    server.fail = () => "503";
    const asked = server.requests;
    const third = await command("reproduce", args(server, folder));
    assertEquals([third.code, server.requests], [0, asked], third.err);
    assertEquals([...await made(join(folder, "out"))], [...before]);
  }));

Deno.test("reproduce stops at Ctrl-C with code 130, and leaves the folder as it was", () =>
  served(async (server, folder) => {
    const child = spawned(args(server, folder), "piped");
    server.fail = (n) => {
      if (n === 30) child.kill("SIGINT");
      return n >= 30 ? "hang" : "no";
    };
    const { code, stderr } = await child.output();
    assertEquals(code, 130);
    assertStringIncludes(
      new TextDecoder().decode(stderr),
      "What was fetched is kept; run it again",
    );
    assertEquals([...Deno.readDirSync(folder)].map(({ name }) => name), ["cache"]);
  }));

Deno.test("reproduce stays with the commit it found first, until told to look again", () =>
  served(async (server, folder) => {
    const commitOf = async (...more: string[]) => {
      const ended = await command("reproduce", args(server, folder, "--skip", "complete", ...more));
      assertEquals(ended.code, 0, ended.err);
      return JSON.parse(await Deno.readTextFile(join(folder, "out/manifest.json"))).source.commit;
    };
    const later = "e".repeat(40);
    assertEquals(await commitOf(), COMMIT);
    server.commit = later;
    assertEquals(await commitOf(), COMMIT);
    assertEquals(await commitOf("--revision", later), later);
    assertEquals(await commitOf(), COMMIT);
    assertEquals(await commitOf("--revision", "main"), later);
    assertEquals(await commitOf(), later);
  }));

Deno.test("reproduce tells in one sentence what the host refused, and writes nothing", () =>
  served(async (server, folder) => {
    const ended = async (...more: string[]): Promise<Ended & { lines: number }> => {
      const found = await command("reproduce", args(server, folder, ...more));
      return { ...found, lines: found.err.trim().split("\n").length };
    };
    server.fail = () => "401";
    const locked = await ended();
    assertEquals([locked.code, locked.lines], [1, 1]);
    assertStringIncludes(locked.err, "HF_TOKEN may hold a token that has it");
    server.fail = () => "no";
    const gone = await ended("--revision", "v2");
    assertEquals([gone.code, gone.lines], [1, 1]);
    assertStringIncludes(gone.err, "to be there but found 404");
    const wrong = await ended("--revision", "no such");
    assertEquals([wrong.code, wrong.lines], [2, 1]);
    server.fail = (_, path) => path.includes("/resolve/") ? "whole" : "no";
    assertStringIncludes((await ended()).err, "the server ignores ranges");
    assertEquals(await made(join(folder, "out")).catch(() => null), null);
  }));

Deno.test("readRemoteData() goes on without a part that the host lacks or that is not what it should be", async () => {
  const folder = await Deno.makeTempDir();
  const data = join(folder, "dataset");
  await Deno.mkdir(join(data, "judge_evaluations"), { recursive: true });
  await Deno.mkdir(join(data, "data"));
  for (const path of await pathsUnder(join(dataset, "data"))) {
    if (path.startsWith("all_models")) {
      await Deno.copyFile(join(dataset, "data", path), join(data, "data", path));
    }
  }
  await Deno.copyFile(
    join(dataset, "complete/train-00000-of-00037.parquet"),
    join(data, "judge_evaluations/std_0.0_to_1.0-00000-of-00001.parquet"),
  );
  await served(async (server, own) => {
    const found = await readRemoteData({ host: server.url, cache: join(own, "cache") });
    assertEquals([found.table.rows, found.judged, found.whole], [400, null, null]);
    assertEquals(found.splits, new Map());
    assertStringIncludes(found.why!.judged!, "model: Expected a column of this name");
    assertEquals(found.why!.whole, undefined);
    const local = await readLocalData(data);
    assertEquals(local.why!.judged!.replace(`${data}/`, ""), found.why!.judged);
  }, data);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("readRemoteData() does without what it is told to skip, and says so", () =>
  served(async (server, folder) => {
    const found = await readRemoteData({
      host: `${server.url}/`,
      cache: folder,
      skip: new Set(["complete", "judge_evaluations", "splits"] as const),
    });
    assertEquals([found.judged, found.whole, found.inputs.length], [null, null, 4]);
    assertEquals(found.why, {
      judged: "was left out with --skip",
      whole: "was left out with --skip",
    });
  }));

Deno.test("readRemoteData() does not take a lost network for a part that is not there", () =>
  served(async (server, folder) => {
    server.fail = (_, path) => path.includes("judge_evaluations") ? "503" : "no";
    // deno-fmt-ignore
    await assertRejects(() => readRemoteData({ host: server.url, cache: folder, wait: 1 }), RemoteError);
  }));
