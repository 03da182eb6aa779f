import { assert, assertEquals } from "@std/assert";
import { labCommand } from "../../lib/notebook/lab_command.ts";

const jupyter = { folder: "e", python: "e/bin/python", variables: { A: "b" } };

Deno.test("labCommand() opens the notebook in the project's folder with the environment's Python", () => {
  const { command, args, variables } = labCommand(jupyter, {
    root: "/project",
    open: "notebooks/a.ipynb",
  });
  assertEquals(command, "e/bin/python");
  assert(args.includes("--ServerApp.root_dir=/project"));
  assert(args.includes("--LabApp.default_url=/lab/tree/notebooks/a.ipynb"));
  assertEquals(variables, { A: "b" });
});

Deno.test("labCommand() hands further options on, last, so that they win", () => {
  const { args } = labCommand(jupyter, { root: ".", args: ["--no-browser", "--port=9"] });
  assertEquals(args.slice(-2), ["--no-browser", "--port=9"]);
});

Deno.test("labCommand() asks nobody for news or newer versions", () => {
  const { args } = labCommand(jupyter, { root: "." });
  assert(args.includes("--LabApp.news_url=None"));
  assert(args.includes("--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"));
});
