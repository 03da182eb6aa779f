/** A piece of work on replicates `from` up to `to` (not included). */
export interface Share {
  readonly from: number;
  readonly to: number;
}

/**
 * Splits replicates into even shares.
 *
 * @throws {RangeError} If `replicates` is no integer of at least 1, or `workers` none of at least 0.
 */
export function shares(replicates: number, workers: number): Share[] {
  if (!Number.isInteger(replicates) || replicates < 1) {
    throw new RangeError(
      `Expected replicates to be an integer of at least 1 but found ${replicates}`,
    );
  }
  if (!Number.isInteger(workers) || workers < 0) {
    throw new RangeError(`Expected workers to be an integer of at least 0 but found ${workers}`);
  }
  const count = Math.max(1, Math.min(workers, replicates));
  return Array.from({ length: count }, (_, i) => ({
    from: Math.floor((i * replicates) / count),
    to: Math.floor(((i + 1) * replicates) / count),
  }));
}

/**
 * Runs tasks, each in a worker of its own, or here when there is but one.
 *
 * @param tasks What is posted to the workers, each of which answers once.
 * @param script The worker's address.
 * @param here What the worker does.
 * @param signal Ends the workers; what runs here, it does not.
 * @returns The answers, in the tasks' order.
 * @throws What the signal was aborted with, or an Error if a worker fails.
 */
export async function inWorkers<Task, Answer = Float64Array>(
  tasks: readonly Task[],
  script: string,
  here: (task: Task) => Answer | Promise<Answer>,
  signal?: AbortSignal,
): Promise<Answer[]> {
  signal?.throwIfAborted();
  if (tasks.length === 1) return [await here(tasks[0]!)];
  const workers = tasks.map(() => new Worker(script, { type: "module" }));
  const stopped = Promise.withResolvers<never>();
  const stop = () => stopped.reject(signal?.reason);
  signal?.addEventListener("abort", stop);
  try {
    const answers = Promise.all(workers.map((worker, i) => answerOf<Answer>(worker, tasks[i])));
    return await Promise.race([answers, stopped.promise]);
  } finally {
    signal?.removeEventListener("abort", stop);
    for (const worker of workers) worker.terminate();
  }
}

function answerOf<Answer>(worker: Worker, task: unknown): Promise<Answer> {
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = (event) => {
      event.preventDefault();
      reject(new Error(`A worker of the analysis failed: ${event.message}`));
    };
    worker.postMessage(task);
  });
}

/** Cuts an array into rows of `columns`. */
export function rowsOf(data: Float64Array, columns: number): Float64Array[] {
  return Array.from(
    { length: data.length / columns },
    (_, r) => data.subarray(r * columns, (r + 1) * columns),
  );
}
