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
}

/** Starts a server on a free loopback port; as another user where we are root, since it refuses root. */
export async function startPostgres(bin: string): Promise<PostgresServer> {
  const folder = await Deno.makeTempDir({ dir: "/tmp", prefix: "faultline_pg_" });
  const asUser = Deno.uid() === 0 ? ["runuser", "-u", "postgres", "--"] : [];
  if (asUser.length > 0) await run(["chown", "postgres", folder]);
  const data = `${folder}/data`;
  await run([
    ...asUser,
    `${bin}/initdb`,
    "-D",
    data,
    "-U",
    "faultline",
    "-A",
    "trust",
    "-E",
    "UTF8",
    "--locale=C",
  ]);
  const port = freePort();
  const options = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=${folder}`;
  const control = [...asUser, `${bin}/pg_ctl`, "-D", data, "-w"];
  await run([...control, "-l", `${folder}/log`, "-o", options, "start"]);
  return {
    address: `postgres://faultline@127.0.0.1:${port}/postgres`,
    async [Symbol.asyncDispose]() {
      await run([...control, "-m", "immediate", "stop"]);
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
