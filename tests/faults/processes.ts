/** A process of the fault tests, and the lines that it prints. */
export interface Process {
  readonly child: Deno.ChildProcess;
  /** The next line of its output, or undefined at its end. */
  line(): Promise<string | undefined>;
  /** Kills it with SIGKILL and waits for its end. */
  kill(): Promise<void>;
}

/** Starts a script of this folder. */
export function start(
  script: string,
  args: readonly string[],
  wrap: readonly string[] = [],
): Process {
  const path = new URL(script, import.meta.url).pathname;
  const command = [...wrap, Deno.execPath(), "run", "-A", "--no-check", path, ...args];
  const child = new Deno.Command(command[0]!, {
    args: command.slice(1),
    stdin: "null",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const reader = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  return {
    child,
    async line() {
      while (!text.includes("\n")) {
        const { done, value } = await reader.read();
        if (done) return undefined;
        text += value;
      }
      const end = text.indexOf("\n");
      const line = text.slice(0, end);
      text = text.slice(end + 1);
      return line;
    },
    async kill() {
      try {
        child.kill("SIGKILL");
      } catch {
        // It has ended by itself.
      }
      await child.status;
      await reader.cancel();
    },
  };
}
