/** A command that waits: `slow` ends a while after it is stopped, `stuck` never does. */
import { runMain } from "../../lib/cli/exit.ts";

await runMain((signal) => {
  console.log("ready");
  const hold = setInterval(() => {}, 1_000);
  return new Promise((resolve) => {
    if (Deno.args[0] === "stuck") return;
    signal.addEventListener("abort", () =>
      setTimeout(() => {
        clearInterval(hold);
        resolve(130);
      }, 100));
  });
});
