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
 * @param tasks What is posted to the workers, each of which answers with one array.
 * @param script The worker's address.
 * @param here What the worker does.
 * @returns The answers, in the tasks' order.
 */
export function inWorkers<Task>(
  tasks: readonly Task[],
  script: string,
  here: (task: Task) => Float64Array,
): Promise<Float64Array[]> {
  if (tasks.length === 1) return Promise.resolve(tasks.map(here));
  return Promise.all(tasks.map((task) => {
    const worker = new Worker(script, { type: "module" });
    return new Promise<Float64Array>((resolve, reject) => {
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = (event) => {
        event.preventDefault();
        reject(new Error(`A worker of the bootstrap failed: ${event.message}`));
      };
      worker.postMessage(task);
    }).finally(() => worker.terminate());
  }));
}

/** Cuts an array into rows of `columns`. */
export function rowsOf(data: Float64Array, columns: number): Float64Array[] {
  return Array.from(
    { length: data.length / columns },
    (_, r) => data.subarray(r * columns, (r + 1) * columns),
  );
}
