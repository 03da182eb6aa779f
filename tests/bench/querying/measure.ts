/** Runs a command and watches it: seconds of wall clock, and peak resident memory of it and its children. */
export interface Measured {
  readonly seconds: number;
  /** Mebibytes, the highest sum over the process and its children, sampled every 50 ms (Linux). */
  readonly peakMiB: number;
  readonly output: string;
}

/** Resident bytes of a process and all below it, from /proc. */
function residentBytes(root: number): number {
  const parents = new Map<number, number>();
  const resident = new Map<number, number>();
  for (const entry of Deno.readDirSync("/proc")) {
    const pid = Number(entry.name);
    if (!Number.isInteger(pid)) continue;
    try {
      const status = Deno.readTextFileSync(`/proc/${pid}/status`);
      parents.set(pid, Number(/^PPid:\s+(\d+)/m.exec(status)?.[1]));
      resident.set(pid, 1024 * Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0));
    } catch {
      // It has ended meanwhile.
    }
  }
  let sum = 0;
  for (const pid of resident.keys()) {
    for (let up: number | undefined = pid; up; up = parents.get(up)) {
      if (up === root) sum += resident.get(pid)!;
    }
  }
  return sum;
}

/**
 * Runs a command to its end.
 *
 * @throws {Error} Where it fails, with its last words.
 */
export async function measure(
  command: string,
  args: readonly string[],
  options: { readonly cwd?: string; readonly env?: Record<string, string> } = {},
): Promise<Measured> {
  const began = performance.now();
  const child = new Deno.Command(command, {
    args: [...args],
    ...options,
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  let peak = 0;
  const timer = setInterval(() => peak = Math.max(peak, residentBytes(child.pid)), 50);
  const { success, stdout, stderr } = await child.output();
  clearInterval(timer);
  const seconds = (performance.now() - began) / 1000;
  const output = new TextDecoder().decode(stdout);
  if (!success) {
    const words = (output + new TextDecoder().decode(stderr)).trim().slice(-2000);
    throw new Error(`Expected ${command} to succeed but it failed: ${words}`);
  }
  return { seconds, peakMiB: peak / 2 ** 20, output };
}
