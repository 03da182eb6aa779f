/**
 * `deno task lab [NOTEBOOK] [-- JUPYTERLAB OPTIONS]`: sets JupyterLab and the Deno kernel up in `.venv` where
 * they are not yet, and opens the notebooks.
 *
 * @module
 */
import { relative, resolve } from "node:path";
import { setUpJupyter } from "../notebook/jupyter.ts";
import { labCommand } from "../notebook/lab_command.ts";
import { JUPYTER_FOLDER, listNotebooks, PROJECT_FOLDER } from "../notebook/project_folder.ts";
import { standWhereCalled } from "./called_from.ts";
import { exitCode } from "./exit_code.ts";

const USAGE = `Usage: deno task lab [NOTEBOOK] [-- JUPYTERLAB OPTIONS]

Opens the notebooks in JupyterLab with the Deno kernel. The first time it sets both up in .venv/, which needs Python 3.10
or later (FAULTLINE_PYTHON names another than the one on PATH).`;

/** Opens JupyterLab and stays until it is closed. */
export async function lab(args: readonly string[]): Promise<number> {
  if (args[0] === "--help" || args[0] === "-h") {
    console.log(USAGE);
    return 0;
  }
  const named = args[0] !== undefined && !args[0].startsWith("-") ? args[0] : undefined;
  const options = args.slice(named === undefined ? 0 : 1).filter((arg) => arg !== "--");
  const jupyter = await setUpJupyter(JUPYTER_FOLDER, {
    python: Deno.env.get("FAULTLINE_PYTHON"),
    say: console.error,
  });
  const [first] = await listNotebooks();
  const open = named === undefined ? first : resolve(named);
  const { command, args: words, variables } = labCommand(jupyter, {
    root: PROJECT_FOLDER,
    open: open && relative(PROJECT_FOLDER, open).replaceAll("\\", "/"),
    args: options,
  });
  const child = new Deno.Command(command, { args: words, env: { ...variables } }).spawn();
  // Ctrl-C goes to JupyterLab too, which asks whether it is meant: that is its question, not ours.
  Deno.addSignalListener("SIGINT", () => {});
  return (await child.status).code;
}

if (import.meta.main) {
  standWhereCalled();
  Deno.exit(await exitCode(() => lab(Deno.args)));
}
