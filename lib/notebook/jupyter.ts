import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { InputError } from "../study/input_error.ts";
import { jupyterVariables } from "./jupyter_variables.ts";
import { KERNEL_NAME, kernelspec } from "./kernelspec.ts";
import { LAB_SETTINGS } from "./lab_settings.ts";
import { findPython } from "./python.ts";
import { serverConfig } from "./server_config.ts";

/** A virtual environment with JupyterLab in it and the Deno kernel registered. */
export interface Jupyter {
  /** The environment's folder. */
  readonly folder: string;
  /** Its Python. */
  readonly python: string;
  /** What to set when anything of it is run, so that it writes nowhere else. */
  readonly variables: Readonly<Record<string, string>>;
}

/** How to set Jupyter up. */
export interface JupyterOptions {
  /** Path of the Deno binary that the kernel runs on. */
  readonly deno?: string;
  /** Python to make the environment with, instead of looking for one. */
  readonly python?: string | undefined;
  /** The list of what to install. */
  readonly requirements?: string;
  /** Told in a sentence what takes a while. */
  readonly say?: (sentence: string) => void;
}

/** What stands in an environment that is complete; anything else is set up again. */
interface Stamp {
  readonly requirements: string;
}

const STAMP = "faultline.json";

/** Where the Python files beside this one lie. */
const OWN_FOLDER = fileURLToPath(new URL(".", import.meta.url));

/** Held while setting up; it also marks the folder as ours from the first moment on. */
const LOCK = "lock";

/**
 * Sets up JupyterLab and the Deno kernel in a virtual environment, or finds it set up already (in some
 * milliseconds, with no network). Nothing outside the folder is changed; a set-up that was interrupted is
 * done again, and two at the same time wait for each other.
 *
 * @param folder The environment's folder, `.venv` in the project.
 * @throws {InputError} If there is no suitable Python, the packages cannot be fetched, or the folder is
 * something else.
 *
 * @example
 * ```ts ignore
 * import { setUpJupyter } from "./jupyter.ts";
 *
 * const jupyter = await setUpJupyter(".venv", { say: console.error });
 * ```
 */
export async function setUpJupyter(folder: string, options: JupyterOptions = {}): Promise<Jupyter> {
  const deno = options.deno ?? Deno.execPath();
  const requirements = options.requirements ?? await readOwn("requirements.txt");
  const stamp: Stamp = { requirements: await digest(requirements) };
  const jupyter = describe(folder);

  await claim(folder);
  using lock = await Deno.open(join(folder, LOCK), { create: true, write: true });
  await lock.lock(true);
  const found = await readStamp(folder);
  if (found?.requirements !== stamp.requirements || !await runs(jupyter)) {
    await install(jupyter, requirements, options);
  }
  await writeSettings(folder, deno);
  await Deno.writeTextFile(join(folder, STAMP), JSON.stringify(stamp));
  return jupyter;
}

function describe(folder: string): Jupyter {
  const python = Deno.build.os === "windows"
    ? join(folder, "Scripts", "python.exe")
    : join(folder, "bin", "python");
  return { folder, python, variables: jupyterVariables(folder) };
}

/** Makes the folder, marked as ours, unless it is somebody else's environment. */
async function claim(folder: string): Promise<void> {
  try {
    const names = (await Array.fromAsync(Deno.readDir(folder))).map((entry) => entry.name);
    if (names.length > 0 && !names.includes(LOCK)) {
      throw new InputError(
        "Expected a virtual environment set up by this project but found another one: move it away and run again",
        { file: folder },
      );
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    await Deno.mkdir(folder, { recursive: true });
  }
}

async function readStamp(folder: string): Promise<Stamp | null> {
  try {
    return JSON.parse(await Deno.readTextFile(join(folder, STAMP))) as Stamp;
  } catch {
    return null;
  }
}

/** Whether the environment's Python starts: it no longer does after the Python it was made with is gone. */
async function runs({ python }: Jupyter): Promise<boolean> {
  try {
    return (await new Deno.Command(python, { args: ["-I", "-c", ""] }).output()).success;
  } catch {
    return false;
  }
}

async function install(jupyter: Jupyter, requirements: string, options: JupyterOptions) {
  const { say = () => {} } = options;
  const { command, version } = await findPython(options.python);
  say(`Setting up JupyterLab in ${jupyter.folder} with Python ${version}; this happens once.`);
  for await (const { name } of Deno.readDir(jupyter.folder)) {
    if (name !== LOCK) await Deno.remove(join(jupyter.folder, name), { recursive: true });
  }
  await run(command, ["-I", "-m", "venv", jupyter.folder], jupyter);
  const list = join(jupyter.folder, "requirements.txt");
  await Deno.writeTextFile(list, requirements);
  const args = ["-m", "pip", "install", "--no-deps", "--no-cache-dir", "--no-input"];
  args.push("--disable-pip-version-check", "--only-binary", ":all:", "--requirement", list);
  try {
    await run(jupyter.python, args, jupyter);
  } catch (error) {
    throw new InputError(
      "Expected to fetch JupyterLab from the Python package index but that failed: connect to the network and " +
        "run again (once it is set up, no network is needed)",
      { file: jupyter.folder },
      { cause: error },
    );
  }
}

/** Small files that are written anew at each start, since the Deno binary or the project may have moved. */
async function writeSettings(folder: string, deno: string): Promise<void> {
  const json = (content: unknown) => JSON.stringify(content, null, 2) + "\n";
  const files: [string[], string][] = [
    [["share", "jupyter", "kernels", KERNEL_NAME, "kernel.json"], json(kernelspec(deno))],
    [["share", "jupyter", "lab", "settings", "overrides.json"], json(LAB_SETTINGS)],
    [["etc", "jupyter", "jupyter_server_config.py"], serverConfig(OWN_FOLDER)],
  ];
  for (const [place, content] of files) {
    const path = join(folder, ...place);
    await Deno.mkdir(dirname(path), { recursive: true });
    await Deno.writeTextFile(path, content);
  }
}

/** Runs a program to its end; an error carries the last lines that it wrote. */
async function run(command: string, args: string[], { variables }: Jupyter): Promise<void> {
  const { success, stdout, stderr } = await new Deno.Command(command, {
    args,
    env: variables,
    stdin: "null",
  }).output();
  if (success) return;
  const said = new TextDecoder().decode(stderr) + new TextDecoder().decode(stdout);
  throw new Error(said.trim().split("\n").slice(-6).join("\n"));
}

/** A file that lies beside this one. */
export async function readOwn(name: string): Promise<string> {
  return await Deno.readTextFile(new URL(name, import.meta.url));
}

async function digest(text: string): Promise<string> {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return new Uint8Array(bytes).toHex();
}
