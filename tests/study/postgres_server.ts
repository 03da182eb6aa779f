// @ts-types="@types/pg"
import pg from "pg";

/** The newest `postgres` of Debian's packages, or null. */
export function findPostgres(): string | null {
  const root = "/usr/lib/postgresql";
  try {
    const versions = [...Deno.readDirSync(root)].map(({ name }) => name)
      .filter((name) => exists(`${root}/${name}/bin/postgres`))
      .sort((a, b) => Number(b) - Number(a));
    return versions[0] ? `${root}/${versions[0]}/bin` : null;
  } catch {
    return null;
  }
}

/** A running server of our own, in a temporary folder. */
export interface PostgresServer extends AsyncDisposable {
  readonly address: string;
  /** Stops it as a crash does (`immediate`) or ends its clients' connections (`fast`), and starts it again. */
  restart(mode: "immediate" | "fast", downMilliseconds?: number): Promise<void>;
  stop(mode: "immediate" | "fast"): Promise<void>;
  start(): Promise<void>;
  /** A standby that follows it, not waited for. */
  standby(): Promise<PostgresServer>;
  /** Lets a standby take over. */
  promote(): Promise<void>;
}

/** Tests that need a server: one is started for a file of tests, and where there is none they say that they skipped. */
export function postgresTests(): {
  test(name: string, fn: () => Promise<void>): void;
  readonly ignore: boolean;
  readonly skipped: string;
  readonly server: PostgresServer;
} {
  const bin = findPostgres();
  if (bin === null && Deno.env.get("CI")) {
    throw new Error("Expected a PostgreSQL server (Debian's postgresql) but found none");
  }
  const ignore = bin === null;
  const skipped = ignore ? " (skipped: no PostgreSQL server is installed)" : "";
  let server: PostgresServer | undefined;
  Deno.test.beforeAll(async () => {
    if (bin) server = await startPostgres(bin);
  });
  Deno.test.afterAll(async () => await server?.[Symbol.asyncDispose]());
  return {
    test: (name, fn) => Deno.test({ name: `${name}${skipped}`, ignore, fn }),
    ignore,
    skipped,
    get server() {
      return server!;
    },
  };
}

/** Starts a server on a free loopback port; as another user where we are root, since it refuses root. */
export async function startPostgres(bin: string): Promise<PostgresServer> {
  const folder = await makeFolder();
  await run([
    ...asUser(),
    `${bin}/initdb`,
    "-D",
    `${folder}/data`,
    "-U",
    "faultline",
    "-A",
    "trust",
    "-E",
    "UTF8",
    "--locale=C",
  ]);
  return await serve(bin, folder);
}

function asUser(): string[] {
  return Deno.uid() === 0 ? ["runuser", "-u", "postgres", "--"] : [];
}

async function makeFolder(): Promise<string> {
  const folder = await Deno.makeTempDir({ dir: "/tmp", prefix: "faultline_pg_" });
  if (asUser().length > 0) await run(["chown", "postgres", folder]);
  return folder;
}

async function serve(bin: string, folder: string): Promise<PostgresServer> {
  const data = `${folder}/data`;
  const port = freePort();
  const options = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=${folder}`;
  const control = [...asUser(), `${bin}/pg_ctl`, "-D", data, "-w"];
  const begin = () => run([...control, "-l", `${folder}/log`, "-o", options, "start"]);
  const stop = (mode: string) => run([...control, "-m", mode, "stop"]);
  await begin();
  let running = true;
  return {
    address: `postgres://faultline@127.0.0.1:${port}/postgres`,
    async restart(mode, downMilliseconds = 0) {
      await stop(mode);
      await new Promise((resolve) => setTimeout(resolve, downMilliseconds));
      await begin();
    },
    async stop(mode) {
      running = false;
      await stop(mode);
    },
    async start() {
      await begin();
      running = true;
    },
    async standby() {
      const copy = await makeFolder();
      const from = ["-h", "127.0.0.1", "-p", `${port}`, "-U", "faultline"];
      const how = ["-R", "-X", "stream", "-c", "fast"];
      await run([...asUser(), `${bin}/pg_basebackup`, ...from, "-D", `${copy}/data`, ...how]);
      return await serve(bin, copy);
    },
    promote: () => run([...control, "promote"]),
    async [Symbol.asyncDispose]() {
      if (running) await stop("immediate");
      await Deno.remove(folder, { recursive: true });
    },
  };
}

function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return (listener.addr as Deno.NetAddr).port;
}

async function run([command, ...args]: string[]): Promise<void> {
  const child = new Deno.Command(command!, { args, stdout: "null", stderr: "piped", cwd: "/" });
  const { success, stderr } = await child.output();
  if (!success) throw new Error(`${command} ${args[0]}: ${new TextDecoder().decode(stderr)}`);
}

function exists(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}

/** A connection of a test's own, to look at and change what is there. */
export interface Administrator extends AsyncDisposable {
  rows<T = Record<string, unknown>>(text: string, parameters?: unknown[]): Promise<T[]>;
}

/** Connects to a server, in a schema where one is given. */
export async function administrate(address: string, schema = "public"): Promise<Administrator> {
  const client = new pg.Client({ connectionString: address, options: `-c search_path=${schema}` });
  client.on("error", () => {});
  await client.connect();
  return {
    rows: async <T>(text: string, parameters: unknown[] = []) =>
      (await client.query(text, parameters)).rows as T[],
    [Symbol.asyncDispose]: () => client.end(),
  };
}
