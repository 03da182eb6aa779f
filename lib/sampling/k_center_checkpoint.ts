import type { KCenterInput } from "./k_center_input.ts";

/** A selection that was stopped on its way: enough to go on exactly where it stood. */
export interface KCenterCheckpoint {
  /** Of the rows, weights and first row that it belongs to. */
  readonly fingerprint: string;
  readonly order: Uint32Array;
  readonly radii: Float64Array;
  /** Squared distance of each row to the nearest of the first `seen[row]` centers. */
  readonly squared: Float64Array;
  readonly seen: Uint32Array;
}

/** SHA-256 over dimensions, weights, first row and the squared distance of every row to it. */
export async function fingerprintOf(
  { dimensions, first, weights }: KCenterInput,
  squaredToFirst: Float64Array,
): Promise<string> {
  const parts = [Float64Array.of(dimensions, first), squaredToFirst, weights ?? new Float64Array()];
  const bytes = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
}

const magic = "FLTKCTR1";

/** A checkpoint as bytes, to be kept in a file. */
export function encodeCheckpoint(checkpoint: KCenterCheckpoint): Uint8Array<ArrayBuffer> {
  const { fingerprint, order, radii, squared, seen } = checkpoint;
  const head = new TextEncoder().encode(magic + fingerprint);
  const size = head.length + 16 + radii.byteLength + squared.byteLength + order.byteLength +
    seen.byteLength;
  const bytes = new Uint8Array(size);
  bytes.set(head);
  new DataView(bytes.buffer).setFloat64(head.length, order.length, true);
  new DataView(bytes.buffer).setFloat64(head.length + 8, squared.length, true);
  let at = head.length + 16;
  for (const part of [radii, squared, order, seen]) {
    // A copy, for these may lie in shared memory.
    bytes.set(new Uint8Array(part.slice().buffer), at);
    at += part.byteLength;
  }
  return bytes;
}

/**
 * Reads what {@linkcode encodeCheckpoint} wrote.
 *
 * @throws {SyntaxError} If the bytes are no whole checkpoint.
 */
export function decodeCheckpoint(bytes: Uint8Array): KCenterCheckpoint {
  const copy = bytes.slice();
  const head = magic.length + 64;
  const text = new TextDecoder().decode(copy.subarray(0, head));
  const view = new DataView(copy.buffer);
  const counts = copy.length >= head + 16
    ? [view.getFloat64(head, true), view.getFloat64(head + 8, true)] as const
    : [0, 0] as const;
  const [chosen, rows] = counts;
  const whole = chosen >= 1 &&
    copy.length === head + 16 + (chosen - 1) * 8 + rows * 8 + chosen * 4 +
        rows * 4;
  if (!text.startsWith(magic) || !whole) {
    throw new SyntaxError(
      `Expected a whole checkpoint of a selection but found ${copy.length} other bytes`,
    );
  }
  let at = head + 16;
  const next = (length: number) => copy.slice(at, at += length).buffer;
  return {
    fingerprint: text.slice(magic.length),
    radii: new Float64Array(next((chosen - 1) * 8)),
    squared: new Float64Array(next(rows * 8)),
    order: new Uint32Array(next(chosen * 4)),
    seen: new Uint32Array(next(rows * 4)),
  };
}
