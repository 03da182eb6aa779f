import type { Locator, Page } from "playwright-core";
import { setUpJupyter } from "../../lib/notebook/jupyter.ts";
import { labCommand } from "../../lib/notebook/lab_command.ts";
import { JUPYTER_FOLDER, PROJECT_FOLDER } from "../../lib/notebook/project_folder.ts";

/** A running JupyterLab. */
export interface Lab extends AsyncDisposable {
  /** The address of a file in it. */
  url(path: string): string;
  /** What the kernels are doing, by the path of their notebook. */
  kernels(): Promise<Map<string, string>>;
}

/** Starts JupyterLab on the project's folder as `deno task lab` does, with no browser. */
export async function startLab(): Promise<Lab> {
  const jupyter = await setUpJupyter(JUPYTER_FOLDER, { say: console.log });
  const port = freePort();
  const token = crypto.randomUUID();
  const { command, args, variables } = labCommand(jupyter, {
    root: PROJECT_FOLDER,
    args: [
      "--no-browser",
      `--ServerApp.port=${port}`,
      "--ServerApp.port_retries=0",
      `--IdentityProvider.token=${token}`,
    ],
  });
  const child = new Deno.Command(command, {
    args,
    env: { ...variables },
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).spawn();
  const address = `http://localhost:${port}`;
  await answering(`${address}/api/status?token=${token}`);
  return {
    url: (path) => `${address}/lab/tree/${path}?token=${token}&reset`,
    async kernels() {
      const sessions = await fetch(`${address}/api/sessions?token=${token}`)
        .then((response) => response.json()) as {
          path: string;
          kernel: { execution_state: string };
        }[];
      return new Map(sessions.map(({ path, kernel }) => [path, kernel.execution_state]));
    },
    async [Symbol.asyncDispose]() {
      child.kill("SIGTERM");
      await child.status;
    },
  };
}

function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return (listener.addr as Deno.NetAddr).port;
}

async function answering(url: string): Promise<void> {
  await until(() =>
    fetch(url).then(async (response) => {
      await response.body?.cancel();
      return response.ok;
    }, () => false), "JupyterLab to answer");
}

/** Opens a notebook and waits until its kernel is there. */
export async function openNotebook(page: Page, lab: Lab, path: string): Promise<void> {
  await page.goto(lab.url(path));
  await page.locator(".jp-Notebook .jp-Cell").first().waitFor({ timeout: 60_000 });
  await until(async () => (await lab.kernels()).get(path) === "idle", "an idle kernel");
  // The page learns of the kernel a moment after the server does.
  await page.waitForTimeout(1500);
}

/** Waits until something holds. */
export async function until(holds: () => Promise<boolean>, what: string): Promise<void> {
  for (let i = 0; i < 300; i++) {
    if (await holds()) return;
    await new Promise((next) => setTimeout(next, 200));
  }
  throw new Error(`Expected ${what} within a minute but it did not come`);
}

/** Takes an entry of a menu, as a user does. */
export async function menu(page: Page, name: string, entry: string): Promise<void> {
  await page.locator(".lm-MenuBar-itemLabel", { hasText: new RegExp(`^${name}$`) }).click();
  await page.locator(".lm-Menu-itemLabel", { hasText: new RegExp(`^${entry}$`) }).click();
}

/** The output of a cell, counted from 0, scrolled into view. */
export async function outputOf(page: Page, cell: number): Promise<Locator> {
  const output = page.locator(
    `.jp-Notebook .jp-Cell[data-windowed-list-index="${cell}"] .jp-OutputArea`,
  )
    .first();
  await output.scrollIntoViewIfNeeded();
  return output;
}
