import type { Kernel } from "./kernel/kernel.ts";

/** Where the rows to learn from, and what is worked out on the way, lie in the kernel's memory. */
export interface AxesPlaces {
  /** `count` x `stride` float32; overwritten. */
  readonly sample: number;
  /** A multiple of 4. */
  readonly count: number;
  readonly stride: number;
  /** `count` x `width` float32 of room. */
  readonly coordinates: number;
  /** `width` x `stride` float32 of room. */
  readonly sums: number;
  /** Where the axes come to lie: `width` x `stride` float32. */
  readonly axes: number;
  /** How many axes; a multiple of 4. */
  readonly width: number;
}

/**
 * The leading principal axes of a sample of rows, most telling first: nearly orthonormal, so that
 * coordinates along any number of them, from the first on, bound distances from below.
 *
 * Two steps of subspace iteration from seeded random axes (Halko, Martinsson and Tropp 2011), then a
 * rotation within the subspace. How good the axes are decides about speed alone; what the bounds rest on is
 * the number returned, taken from the float32 axes themselves.
 *
 * @returns At least the Frobenius norm of A A' - I for the axes A, before `scale` is applied.
 */
export function leadingAxes(
  kernel: Kernel,
  buffer: ArrayBufferLike,
  { sample, count, stride, coordinates, sums, axes, width }: AxesPlaces,
  scale: number,
): number {
  const rows = new Float32Array(buffer, sample, count * stride);
  const axis = new Float32Array(buffer, axes, width * stride);
  const sum = new Float32Array(buffer, sums, width * stride);
  const coordinate = new Float32Array(buffer, coordinates, count * width);
  center(rows, stride);
  // Zeros behind the last dimension stay: a column of the sample that is zero makes them zero in the axes.
  let state = 0x9e3779b9;
  for (let i = 0; i < axis.length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    axis[i] = state / 2 ** 31 - 1;
  }
  let basis = new Float64Array();
  for (let step = 0; step < 2; step++) {
    kernel.project(sample, stride, count, axes, width, coordinates);
    sum.fill(0);
    kernel.accumulate(sample, stride, count, coordinates, width, sums);
    basis = Float64Array.from(sum);
    orthonormalize(basis, width, stride);
    axis.set(basis);
  }
  kernel.project(sample, stride, count, axes, width, coordinates);
  const turned = eigenvectors(gram(coordinate, count, width), width);
  const out = new Float64Array(width * stride);
  for (let k = 0; k < width; k++) {
    const to = out.subarray(k * stride, (k + 1) * stride);
    for (let l = 0; l < width; l++) add(to, turned[k]![l]!, basis, l * stride);
  }
  axis.set(out);
  const deviation = deviationOf(axis, width, stride);
  for (let i = 0; i < axis.length; i++) axis[i]! *= scale;
  return deviation;
}

function center(rows: Float32Array, stride: number): void {
  const mean = new Float64Array(stride);
  const count = rows.length / stride;
  for (let i = 0; i < rows.length; i++) mean[i % stride]! += rows[i]! / count;
  for (let i = 0; i < rows.length; i++) rows[i]! -= mean[i % stride]!;
}

function add(to: Float64Array, factor: number, from: Float64Array, at: number): void {
  for (let j = 0; j < to.length; j++) to[j]! += factor * from[at + j]!;
}

function dot(a: ArrayLike<number>, i: number, b: ArrayLike<number>, j: number, length: number) {
  let sum = 0;
  for (let k = 0; k < length; k++) sum += a[i + k]! * b[j + k]!;
  return sum;
}

/** Gram-Schmidt, twice for each row; a row that depends on those before it becomes zero. */
function orthonormalize(basis: Float64Array, width: number, stride: number): void {
  for (let k = 0; k < width; k++) {
    const row = basis.subarray(k * stride, (k + 1) * stride);
    const before = Math.sqrt(dot(row, 0, row, 0, stride));
    for (let pass = 0; pass < 2; pass++) {
      for (let l = 0; l < k; l++) {
        add(row, -dot(row, 0, basis, l * stride, stride), basis, l * stride);
      }
    }
    const norm = Math.sqrt(dot(row, 0, row, 0, stride));
    const factor = norm > 1e-6 * before ? 1 / norm : 0;
    for (let j = 0; j < stride; j++) row[j]! *= factor;
  }
}

function gram(coordinate: Float32Array, count: number, width: number): Float64Array[] {
  const matrix = Array.from({ length: width }, () => new Float64Array(width));
  for (let i = 0; i < count; i++) {
    for (let k = 0; k < width; k++) {
      const factor = coordinate[i * width + k]!;
      const row = matrix[k]!;
      for (let l = 0; l <= k; l++) row[l]! += factor * coordinate[i * width + l]!;
    }
  }
  for (let k = 0; k < width; k++) for (let l = 0; l < k; l++) matrix[l]![k] = matrix[k]![l]!;
  return matrix;
}

/** Eigenvectors of a symmetric matrix as rows, by falling eigenvalue: cyclic Jacobi rotations, six sweeps. */
function eigenvectors(matrix: Float64Array[], width: number): Float64Array[] {
  const vectors = Array.from({ length: width }, (_, k) => {
    const row = new Float64Array(width);
    row[k] = 1;
    return row;
  });
  for (let sweep = 0; sweep < 6; sweep++) {
    for (let p = 0; p < width; p++) {
      for (let q = p + 1; q < width; q++) {
        const off = matrix[p]![q]!;
        const [a, b] = [matrix[p]![p]!, matrix[q]![q]!];
        // Too small to matter for the order of the axes.
        if (off * off <= 1e-12 * a * b) continue;
        const theta = (b - a) / (2 * off);
        const tangent = Math.sign(theta || 1) / (Math.abs(theta) + Math.hypot(theta, 1));
        const cosine = 1 / Math.hypot(tangent, 1), sine = tangent * cosine;
        for (let k = 0; k < width; k++) {
          const row = matrix[k]!;
          const x = row[p]!, y = row[q]!;
          row[p] = cosine * x - sine * y;
          row[q] = sine * x + cosine * y;
        }
        turn(matrix[p]!, matrix[q]!, cosine, sine);
        turn(vectors[p]!, vectors[q]!, cosine, sine);
      }
    }
  }
  return [...vectors.keys()].sort((a, b) => matrix[b]![b]! - matrix[a]![a]!).map((k) =>
    vectors[k]!
  );
}

function turn(p: Float64Array, q: Float64Array, cosine: number, sine: number): void {
  for (let k = 0; k < p.length; k++) {
    const x = p[k]!, y = q[k]!;
    p[k] = cosine * x - sine * y;
    q[k] = sine * x + cosine * y;
  }
}

/** The Frobenius norm of A A' - I, zero rows counted as if they were orthonormal: they add no length. */
function deviationOf(axes: Float32Array, width: number, stride: number): number {
  let sum = 0;
  for (let k = 0; k < width; k++) {
    for (let l = 0; l <= k; l++) {
      const product = dot(axes, k * stride, axes, l * stride, stride);
      if (k === l) sum += product === 0 ? 0 : (product - 1) ** 2;
      else sum += 2 * product ** 2;
    }
  }
  return Math.sqrt(sum) * (1 + 1e-9) + 1e-12;
}
