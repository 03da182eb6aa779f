/** A command that waits: `slow` ends when it is stopped, `stuck` never does. */
import { runMain } from "../../lib/cli/exit.ts";

await runMain((signal) => {
  console.log("ready");
  const hold = setInterval(() => {}, 1_000);
  return new Promise((resolve) => {
    if (Deno.args[0] === "stuck") return;
    signal.addEventListener("abort", () => {
      clearInterval(hold);
      resolve(130);
    });
  });
});
