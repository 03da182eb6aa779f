import { assertEquals } from "@std/assert";
import { kernelspec } from "../../lib/notebook/kernelspec.ts";

Deno.test("kernelspec() starts the given binary with Jupyter's connection file", () => {
  assertEquals(kernelspec("/opt/deno").argv, [
    "/opt/deno",
    "jupyter",
    "--kernel",
    "--conn",
    "{connection_file}",
  ]);
});
