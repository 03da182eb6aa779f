// The inner loops of greedy k-center on shared memory. K_CENTER.md tells the algorithm and why its result is
// exact. Nothing is allocated here: JavaScript lays out the memory (../layout.ts) and passes one Job.

/** The row with this id when rows lie on disk: the address of a copy that stays until the next call. */
@external("rows", "point")
declare function diskPoint(id: u32): usize;
@external("rows", "center")
declare function diskCenter(id: u32): usize;

/** All fields are known to ../layout.ts by their order: u32 first, then f64. */
@unmanaged
class Job {
  rows: usize; // n x stride float32, or 0 when rows lie on disk
  stride: u32; // floats from row to row, a multiple of 4, zeros behind the last dimension
  dimensions: u32;
  leads: usize; // n x depth float32: the leading coordinates of every row
  depth: u32;
  width: u32; // so many of them are tried first; 0: every pair is measured exactly
  panels: usize; // the leading coordinates of the centers, 16 centers to a panel, [panel][width][16]
  halves: usize; // half the squared length of each center's first `width`, +Infinity behind the last
  deepHalves: usize; // the same of all `depth`
  order: usize; // ids of the centers
  radii: usize;
  squared: usize; // n float64: squared distance to the nearest of the first seen[i] centers
  values: usize; // n float64: weight x distance
  seen: usize; // n u32
  weights: usize; // n float64, or 0
  rowHalves: usize; // n float64: half the squared length of each row, or 0: rows on disk, or not to be compared
  slots: usize; // ids of the candidates of this round, by seen
  count: u32;
  centers: u32; // how many are chosen
  limit: u32;
  floorIndex: u32; // the best row that is no candidate
  floorValue: f64;
  threshold: f64;
  scale: f64; // length of leading coordinates per unit of distance
  stretch: f64; // at least the norm of the projection x (1 + rounding of the exact distance)
  slack: f64; // at least the rounding errors of two projected rows
  rounding: f64; // of a float32 scalar product, relative to the two squared lengths below
  longest: f64; // at least the squared length of every row's leading coordinates
  rowMargin: f64; // at least the rounding errors of a comparison of whole rows
  pairs: f64; // only for pick(): how many were looked at, compared in depth, measured exactly
  compared: f64;
  measured: f64;
}

@inline
function madd(a: v128, b: v128, c: v128): v128 {
  return ASC_FEATURE_RELAXED_SIMD ? f32x4.relaxed_madd(a, b, c) : f32x4.add(f32x4.mul(a, b), c);
}

@inline
function pairAt(a: usize, b: usize, sum: v128): v128 {
  const difference = f64x2.sub(
    f64x2.promote_low_f32x4(v128.load64_zero(a)),
    f64x2.promote_low_f32x4(v128.load64_zero(b)),
  );
  return f64x2.add(f64x2.mul(difference, difference), sum);
}

/** As squaredDistance() in ../../squared_distance.ts, but may stop at a partial sum that reaches `bound`. */
export function distance(a: usize, b: usize, dimensions: u32, bound: f64): f64 {
  let sum = f64x2.splat(0);
  const end = a + ((dimensions & ~7) << 2);
  while (a < end) {
    const stop = min<usize>(a + 256, end);
    while (a < stop) {
      sum = pairAt(a + 24, b + 24, sum);
      sum = pairAt(a + 16, b + 16, sum);
      sum = pairAt(a + 8, b + 8, sum);
      sum = pairAt(a, b, sum);
      a += 32;
      b += 32;
    }
    const partial = f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
    if (partial >= bound) return partial;
  }
  for (let left: i32 = dimensions & 7; left > 0; left -= 2) {
    sum = pairAt(a, b, sum);
    a += 8;
    b += 8;
  }
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}

/** Squared distances of `count` rows to one, into float64. */
export function distances(rows: usize, stride: u32, dimensions: u32, count: u32, to: usize, out: usize): void {
  for (let i: u32 = 0; i < count; i++) {
    store<f64>(out, distance(rows, to, dimensions, Infinity));
    rows += stride << 2;
    out += 8;
  }
}

@inline
function total(a: v128): f32 {
  const b = f32x4.add(a, i8x16.shuffle(a, a, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7));
  return f32x4.extract_lane(b, 0) + f32x4.extract_lane(b, 1);
}

/** out[i][k] = rows[i] . axes[k] in float32 for `count` rows and `width` axes (a multiple of 4). */
export function project(rows: usize, stride: u32, count: u32, axes: usize, width: u32, out: usize): void {
  const bytes: usize = stride << 2;
  for (let i: u32 = 0; i < count; i++) {
    const row = rows + i * bytes;
    for (let k: u32 = 0; k < width; k += 4) {
      const axis = axes + k * bytes;
      let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0, t0 = s0, t1 = s0, t2 = s0, t3 = s0;
      let j: usize = 0;
      for (; j + 32 <= bytes; j += 32) {
        const x = v128.load(row + j), y = v128.load(row + j, 16);
        const a = axis + j, b = a + bytes, c = b + bytes, d = c + bytes;
        s0 = madd(x, v128.load(a), s0);
        s1 = madd(x, v128.load(b), s1);
        s2 = madd(x, v128.load(c), s2);
        s3 = madd(x, v128.load(d), s3);
        t0 = madd(y, v128.load(a, 16), t0);
        t1 = madd(y, v128.load(b, 16), t1);
        t2 = madd(y, v128.load(c, 16), t2);
        t3 = madd(y, v128.load(d, 16), t3);
      }
      if (j < bytes) {
        const x = v128.load(row + j);
        const a = axis + j, b = a + bytes, c = b + bytes, d = c + bytes;
        s0 = madd(x, v128.load(a), s0);
        s1 = madd(x, v128.load(b), s1);
        s2 = madd(x, v128.load(c), s2);
        s3 = madd(x, v128.load(d), s3);
      }
      const to = out + ((i * width + k) << 2);
      store<f32>(to, total(f32x4.add(s0, t0)));
      store<f32>(to, total(f32x4.add(s1, t1)), 4);
      store<f32>(to, total(f32x4.add(s2, t2)), 8);
      store<f32>(to, total(f32x4.add(s3, t3)), 12);
    }
  }
}

/** sums[k] += coordinates[i][k] * rows[i] over `count` rows: one half of a step of subspace iteration. */
export function accumulate(
  rows: usize,
  stride: u32,
  count: u32,
  coordinates: usize,
  width: u32,
  sums: usize,
): void {
  const bytes: usize = stride << 2;
  // Four rows at a time, so that the sums are read and written a quarter as often.
  for (let i: u32 = 0; i + 4 <= count; i += 4) {
    const r = rows + i * bytes;
    for (let k: u32 = 0; k < width; k++) {
      const c = coordinates + ((i * width + k) << 2);
      const c0 = v128.load32_splat(c), c1 = v128.load32_splat(c + (width << 2));
      const c2 = v128.load32_splat(c + (width << 3)), c3 = v128.load32_splat(c + width * 12);
      const sum = sums + k * bytes;
      for (let j: usize = 0; j < bytes; j += 16) {
        let s = v128.load(sum + j);
        const x = r + j;
        s = madd(c0, v128.load(x), s);
        s = madd(c1, v128.load(x + bytes), s);
        s = madd(c2, v128.load(x + 2 * bytes), s);
        s = madd(c3, v128.load(x + 3 * bytes), s);
        v128.store(sum + j, s);
      }
    }
  }
}

/** Half the squared length of a row's leading coordinates. */
function half(lead: usize, width: u32): f64 {
  let sum: f64 = 0;
  for (let k: u32 = 0; k < width; k++) {
    const x: f64 = load<f32>(lead + (k << 2));
    sum += x * x;
  }
  return sum / 2;
}

/**
 * The bound of a row: a center whose scalar product with it is at most its own half plus this bound is
 * certainly no nearer than `squared`.
 */
function boundOf(job: Job, ownHalf: f64, squared: f64): f32 {
  const reach = Math.sqrt(squared) * job.scale * job.stretch + job.slack;
  const bound = ownHalf - reach * reach / 2 - job.rounding * (job.longest + reach * reach);
  return <f32>(bound - Math.abs(bound) * 2.4e-7 - 1e-37);
}

@inline
function valueOf(job: Job, id: u32, squared: f64): f64 {
  const root = Math.sqrt(squared);
  return job.weights ? load<f64>(job.weights + (<usize>id << 3)) * root : root;
}

/** Whether a row would be taken before the best row outside the candidates. */
@inline
function aboveFloor(job: Job, id: u32, value: f64): bool {
  return value > job.floorValue || (value == job.floorValue && id < job.floorIndex);
}

@inline
function pointRow(job: Job, id: u32): usize {
  return job.rows ? job.rows + <usize>id * (job.stride << 2) : diskPoint(id);
}

@inline
function centerRow(job: Job, id: u32): usize {
  return job.rows ? job.rows + <usize>id * (job.stride << 2) : diskCenter(id);
}

/** Whether two whole rows, compared in float32, are certainly no nearer than `squared`. */
@inline
function wholeRowsApart(job: Job, point: u32, center: u32, squared: f64): bool {
  const bytes: usize = job.stride << 2;
  const halves = load<f64>(job.rowHalves + (<usize>point << 3)) +
    load<f64>(job.rowHalves + (<usize>center << 3));
  const product = dot(job.rows + <usize>point * bytes, job.rows + <usize>center * bytes, bytes);
  return <f64>product <= halves - squared * (0.5 + 1e-9) - job.rowMargin;
}

@inline
function save(job: Job, id: u32, squared: f64, seen: u32): void {
  store<f64>(job.squared + (<usize>id << 3), squared);
  store<f64>(job.values + (<usize>id << 3), valueOf(job, id, squared));
  store<u32>(job.seen + (<usize>id << 2), seen);
}

// The scratch of one block of candidates: BLOCK points, three to a tile.
const BLOCK: u32 = 48;
const IDS: usize = 0; // u32 each
const BOUNDS: usize = 256; // f32
const DEEP_BOUNDS: usize = 512; // f32
const SQUARES: usize = 768; // f64
const HALVES: usize = 1152; // f64
const DEEP_HALVES: usize = 1536; // f64
const COUNTS: usize = 1920; // pairs looked at, compared in depth, measured exactly: f64
const LEADS: usize = 2048;

@inline
function countUp(scratch: usize, which: usize, by: f64): void {
  const at = scratch + COUNTS + (which << 3);
  store<f64>(at, load<f64>(at) + by);
}

/** Brings the candidates in slots [from, to) up to date, or below the floor. At most BLOCK of them. */
export function refresh(jobAt: usize, from: u32, to: u32, scratch: usize): void {
  const job = changetype<Job>(jobAt);
  if (job.width) refreshByLeads(job, from, to, scratch);
  else refreshExactly(job, from, to, scratch);
}

function refreshExactly(job: Job, from: u32, to: u32, scratch: usize): void {
  let pairs: u32 = 0;
  for (let slot = from; slot < to; slot++) {
    const id = load<u32>(job.slots + (slot << 2));
    let squared = load<f64>(job.squared + (<usize>id << 3));
    let seen = load<u32>(job.seen + (<usize>id << 2));
    const row = pointRow(job, id);
    while (seen < job.centers) {
      const center = load<u32>(job.order + (seen++ << 2));
      const found = distance(row, centerRow(job, center), job.dimensions, squared);
      pairs++;
      if (found < squared) {
        squared = found;
        if (!aboveFloor(job, id, valueOf(job, id, squared))) break;
      }
    }
    save(job, id, squared, seen);
  }
  countUp(scratch, 0, pairs);
  countUp(scratch, 2, pairs);
}

function refreshByLeads(job: Job, from: u32, to: u32, scratch: usize): void {
  const width = job.width, bytes: usize = width << 2;
  const panels = (job.centers + 15) >> 4;
  let live = to - from;
  let panel: u32 = panels;
  for (let p: u32 = 0; p < live; p++) {
    const id = load<u32>(job.slots + ((from + p) << 2));
    const lead = scratch + LEADS + p * bytes;
    const whole = job.leads + <usize>id * (job.depth << 2);
    memory.copy(lead, whole, bytes);
    const squared = load<f64>(job.squared + (<usize>id << 3));
    const ownHalf = half(lead, width);
    store<u32>(scratch + IDS + (p << 2), id);
    store<f64>(scratch + SQUARES + (p << 3), squared);
    store<f64>(scratch + HALVES + (p << 3), ownHalf);
    store<f32>(scratch + BOUNDS + (p << 2), boundOf(job, ownHalf, squared));
    if (job.depth > width) {
      const deepHalf = half(whole, job.depth);
      store<f64>(scratch + DEEP_HALVES + (p << 3), deepHalf);
      store<f32>(scratch + DEEP_BOUNDS + (p << 2), boundOf(job, deepHalf, squared));
    }
    panel = min(panel, load<u32>(job.seen + (<usize>id << 2)) >> 4);
  }
  let pairs: f64 = 0;
  let step: u32 = 1;
  while (live > 0) {
    // Empty places of the last tile never survive.
    for (let p = live; p % 3; p++) store<f32>(scratch + BOUNDS + (p << 2), Infinity);
    const stop = min(panel + step, panels);
    for (; panel < stop; panel++) {
      const at = job.panels + <usize>panel * (width << 6);
      for (let p: u32 = 0; p < live; p += 3) {
        tile(job, at, panel << 4, p, scratch);
      }
      pairs += <f64>(live << 4);
    }
    step = min<u32>(step << 1, 32);
    const seen = min(panel << 4, job.centers);
    const done = panel == panels;
    for (let p: u32 = 0; p < live;) {
      const id = load<u32>(scratch + IDS + (p << 2));
      const squared = load<f64>(scratch + SQUARES + (p << 3));
      if (!done && aboveFloor(job, id, valueOf(job, id, squared))) {
        p++;
        continue;
      }
      save(job, id, squared, seen);
      live--;
      if (p == live) break;
      store<u32>(scratch + IDS + (p << 2), load<u32>(scratch + IDS + (live << 2)));
      store<f64>(scratch + SQUARES + (p << 3), load<f64>(scratch + SQUARES + (live << 3)));
      store<f64>(scratch + HALVES + (p << 3), load<f64>(scratch + HALVES + (live << 3)));
      store<f64>(scratch + DEEP_HALVES + (p << 3), load<f64>(scratch + DEEP_HALVES + (live << 3)));
      store<f32>(scratch + BOUNDS + (p << 2), load<f32>(scratch + BOUNDS + (live << 2)));
      store<f32>(scratch + DEEP_BOUNDS + (p << 2), load<f32>(scratch + DEEP_BOUNDS + (live << 2)));
      memory.copy(scratch + LEADS + p * bytes, scratch + LEADS + live * bytes, bytes);
    }
  }
  countUp(scratch, 0, pairs);
}

/** Three points against the 16 centers of a panel: 48 scalar products in 12 registers. */
function tile(job: Job, panel: usize, firstCenter: u32, p: u32, scratch: usize): void {
  const bytes: usize = job.width << 2;
  let x = scratch + LEADS + p * bytes, y = x + bytes, z = y + bytes;
  const end = x + bytes;
  let a0 = f32x4.splat(0), a1 = a0, a2 = a0, a3 = a0;
  let b0 = a0, b1 = a0, b2 = a0, b3 = a0;
  let c0 = a0, c1 = a0, c2 = a0, c3 = a0;
  let at = panel;
  while (x < end) {
    let k0 = v128.load(at), k1 = v128.load(at, 16), k2 = v128.load(at, 32), k3 = v128.load(at, 48);
    let s = v128.load32_splat(x);
    a0 = madd(s, k0, a0);
    a1 = madd(s, k1, a1);
    a2 = madd(s, k2, a2);
    a3 = madd(s, k3, a3);
    s = v128.load32_splat(y);
    b0 = madd(s, k0, b0);
    b1 = madd(s, k1, b1);
    b2 = madd(s, k2, b2);
    b3 = madd(s, k3, b3);
    s = v128.load32_splat(z);
    c0 = madd(s, k0, c0);
    c1 = madd(s, k1, c1);
    c2 = madd(s, k2, c2);
    c3 = madd(s, k3, c3);
    k0 = v128.load(at, 64);
    k1 = v128.load(at, 80);
    k2 = v128.load(at, 96);
    k3 = v128.load(at, 112);
    s = v128.load32_splat(x, 4);
    a0 = madd(s, k0, a0);
    a1 = madd(s, k1, a1);
    a2 = madd(s, k2, a2);
    a3 = madd(s, k3, a3);
    s = v128.load32_splat(y, 4);
    b0 = madd(s, k0, b0);
    b1 = madd(s, k1, b1);
    b2 = madd(s, k2, b2);
    b3 = madd(s, k3, b3);
    s = v128.load32_splat(z, 4);
    c0 = madd(s, k0, c0);
    c1 = madd(s, k1, c1);
    c2 = madd(s, k2, c2);
    c3 = madd(s, k3, c3);
    x += 8;
    y += 8;
    z += 8;
    at += 128;
  }
  const h = job.halves + (<usize>firstCenter << 2);
  const h0 = v128.load(h), h1 = v128.load(h, 16), h2 = v128.load(h, 32), h3 = v128.load(h, 48);
  let t = v128.load32_splat(scratch + BOUNDS + (p << 2));
  a0 = f32x4.gt(a0, f32x4.add(h0, t));
  a1 = f32x4.gt(a1, f32x4.add(h1, t));
  a2 = f32x4.gt(a2, f32x4.add(h2, t));
  a3 = f32x4.gt(a3, f32x4.add(h3, t));
  t = v128.load32_splat(scratch + BOUNDS + ((p + 1) << 2));
  b0 = f32x4.gt(b0, f32x4.add(h0, t));
  b1 = f32x4.gt(b1, f32x4.add(h1, t));
  b2 = f32x4.gt(b2, f32x4.add(h2, t));
  b3 = f32x4.gt(b3, f32x4.add(h3, t));
  t = v128.load32_splat(scratch + BOUNDS + ((p + 2) << 2));
  c0 = f32x4.gt(c0, f32x4.add(h0, t));
  c1 = f32x4.gt(c1, f32x4.add(h1, t));
  c2 = f32x4.gt(c2, f32x4.add(h2, t));
  c3 = f32x4.gt(c3, f32x4.add(h3, t));
  const a = v128.or(v128.or(a0, a1), v128.or(a2, a3));
  const b = v128.or(v128.or(b0, b1), v128.or(b2, b3));
  const c = v128.or(v128.or(c0, c1), v128.or(c2, c3));
  if (!v128.any_true(v128.or(v128.or(a, b), c))) return;
  if (v128.any_true(a)) measure(job, lanes(a0, a1, a2, a3), firstCenter, p, scratch);
  if (v128.any_true(b)) measure(job, lanes(b0, b1, b2, b3), firstCenter, p + 1, scratch);
  if (v128.any_true(c)) measure(job, lanes(c0, c1, c2, c3), firstCenter, p + 2, scratch);
}

@inline
function lanes(a: v128, b: v128, c: v128, d: v128): u32 {
  return i32x4.bitmask(a) | (i32x4.bitmask(b) << 4) | (i32x4.bitmask(c) << 8) | (i32x4.bitmask(d) << 12);
}

/** Looks closer at the centers of a panel that the first coordinates did not rule out. */
function measure(job: Job, which: u32, firstCenter: u32, p: u32, scratch: usize): void {
  const id = load<u32>(scratch + IDS + (p << 2));
  const before = load<f64>(scratch + SQUARES + (p << 3));
  const deep = job.depth > job.width, bytes: usize = job.depth << 2;
  const lead = job.leads + <usize>id * bytes;
  let bound = load<f32>(scratch + DEEP_BOUNDS + (p << 2));
  let row: usize = 0;
  let squared = before;
  let measured: u32 = 0;
  countUp(scratch, 1, popcnt(which));
  while (which) {
    const place = firstCenter + ctz(which);
    const center = load<u32>(job.order + (<usize>place << 2));
    which &= which - 1;
    if (
      deep &&
      dot(lead, job.leads + <usize>center * bytes, bytes) <=
        load<f32>(job.deepHalves + (<usize>place << 2)) + bound
    ) continue;
    if (deep && job.rowHalves && wholeRowsApart(job, id, center, squared)) continue;
    measured++;
    if (!row) row = pointRow(job, id);
    const found = distance(row, centerRow(job, center), job.dimensions, squared);
    if (found < squared) {
      squared = found;
      if (deep) bound = boundOf(job, load<f64>(scratch + DEEP_HALVES + (p << 3)), squared);
    }
  }
  countUp(scratch, 2, measured);
  if (squared < before) {
    store<f64>(scratch + SQUARES + (p << 3), squared);
    store<f32>(scratch + DEEP_BOUNDS + (p << 2), bound);
    store<f32>(
      scratch + BOUNDS + (p << 2),
      boundOf(job, load<f64>(scratch + HALVES + (p << 3)), squared),
    );
  }
}

@inline
function dot(a: usize, b: usize, bytes: usize): f32 {
  let s = f32x4.splat(0), t = s, u = s, v = s;
  let j: usize = 0;
  for (; j + 64 <= bytes; j += 64) {
    s = madd(v128.load(a + j), v128.load(b + j), s);
    t = madd(v128.load(a + j, 16), v128.load(b + j, 16), t);
    u = madd(v128.load(a + j, 32), v128.load(b + j, 32), u);
    v = madd(v128.load(a + j, 48), v128.load(b + j, 48), v);
  }
  for (; j < bytes; j += 16) s = madd(v128.load(a + j), v128.load(b + j), s);
  return total(f32x4.add(f32x4.add(s, t), f32x4.add(u, v)));
}

/** Puts a center's leading coordinates into its place in the panels. */
export function enter(jobAt: usize, place: u32): void {
  const job = changetype<Job>(jobAt);
  const width = job.width;
  if (!width) return;
  const id = load<u32>(job.order + (<usize>place << 2));
  const lead = job.leads + <usize>id * (job.depth << 2);
  const at = job.panels + <usize>(place >> 4) * (width << 6) + ((place & 15) << 2);
  for (let k: u32 = 0; k < width; k++) store<f32>(at + (k << 6), load<f32>(lead + (k << 2)));
  store<f32>(job.halves + (<usize>place << 2), <f32>half(lead, width));
  if (job.depth > width) store<f32>(job.deepHalves + (<usize>place << 2), <f32>half(lead, job.depth));
}

/**
 * Chooses among the candidates, all up to date or below the floor, until the best of them would not be taken
 * before the best of the others. Returns 1 when the whole selection is at its end.
 * `scratch` holds 44 bytes per candidate.
 */
export function pick(jobAt: usize, scratch: usize): u32 {
  const job = changetype<Job>(jobAt);
  const width = job.width, bytes: usize = width << 2, deepBytes: usize = job.depth << 2;
  const deep = width > 0 && job.depth > width;
  const capacity: usize = job.count;
  const values = scratch, squares = values + (capacity << 3), halves = squares + (capacity << 3);
  const deepHalves = halves + (capacity << 3), ids = deepHalves + (capacity << 3);
  const bounds = ids + (capacity << 2), deepBounds = bounds + (capacity << 2);
  let live: u32 = 0;
  for (let slot: u32 = 0; slot < job.count; slot++) {
    const id = load<u32>(job.slots + (slot << 2));
    const value = load<f64>(job.values + (<usize>id << 3));
    if (!aboveFloor(job, id, value)) continue;
    const squared = load<f64>(job.squared + (<usize>id << 3));
    store<u32>(ids + (live << 2), id);
    store<f64>(values + (live << 3), value);
    store<f64>(squares + (live << 3), squared);
    if (width) {
      const lead = job.leads + <usize>id * deepBytes;
      const ownHalf = half(lead, width);
      store<f64>(halves + (live << 3), ownHalf);
      store<f32>(bounds + (live << 2), boundOf(job, ownHalf, squared));
      if (deep) {
        const deepHalf = half(lead, job.depth);
        store<f64>(deepHalves + (live << 3), deepHalf);
        store<f32>(deepBounds + (live << 2), boundOf(job, deepHalf, squared));
      }
    }
    live++;
  }
  let ended: u32 = 0;
  let pairs: f64 = 0, compared: f64 = 0, measured: f64 = 0;
  while (live > 0) {
    let best: u32 = 0, bestValue = load<f64>(values);
    for (let p: u32 = 1; p < live; p++) {
      const value = load<f64>(values + (p << 3));
      if (
        value > bestValue ||
        (value == bestValue && load<u32>(ids + (p << 2)) < load<u32>(ids + (best << 2)))
      ) {
        best = p;
        bestValue = value;
      }
    }
    if (bestValue <= job.threshold) {
      ended = 1;
      break;
    }
    const chosen = load<u32>(ids + (best << 2));
    const place = job.centers;
    store<u32>(job.order + (<usize>place << 2), chosen);
    store<f64>(job.radii + (<usize>(place - 1) << 3), bestValue);
    enter(jobAt, place);
    job.centers = place + 1;
    save(job, chosen, 0, place + 1);
    live = drop(best, live, values, squares, halves, deepHalves, ids, bounds, deepBounds);
    if (job.centers == job.limit) {
      ended = 1;
      break;
    }
    const center = centerRow(job, chosen);
    const lead = job.leads + <usize>chosen * deepBytes;
    const ownHalf = width ? load<f32>(job.halves + (<usize>place << 2)) : <f32>0;
    const deepHalf = deep ? load<f32>(job.deepHalves + (<usize>place << 2)) : <f32>0;
    pairs += <f64>live;
    for (let p: u32 = 0; p < live;) {
      const id = load<u32>(ids + (p << 2));
      const own = job.leads + <usize>id * deepBytes;
      if (width && dot(own, lead, bytes) <= ownHalf + load<f32>(bounds + (p << 2))) {
        p++;
        continue;
      }
      compared++;
      if (deep && dot(own, lead, deepBytes) <= deepHalf + load<f32>(deepBounds + (p << 2))) {
        p++;
        continue;
      }
      const before = load<f64>(squares + (p << 3));
      if (deep && job.rowHalves && wholeRowsApart(job, id, chosen, before)) {
        p++;
        continue;
      }
      measured++;
      const squared = distance(pointRow(job, id), center, job.dimensions, before);
      if (squared < before) {
        const value = valueOf(job, id, squared);
        if (!aboveFloor(job, id, value)) {
          save(job, id, squared, job.centers);
          live = drop(p, live, values, squares, halves, deepHalves, ids, bounds, deepBounds);
          continue;
        }
        store<f64>(values + (p << 3), value);
        store<f64>(squares + (p << 3), squared);
        if (width) {
          store<f32>(bounds + (p << 2), boundOf(job, load<f64>(halves + (p << 3)), squared));
        }
        if (deep) {
          store<f32>(deepBounds + (p << 2), boundOf(job, load<f64>(deepHalves + (p << 3)), squared));
        }
      }
      p++;
    }
  }
  for (let p: u32 = 0; p < live; p++) {
    save(job, load<u32>(ids + (p << 2)), load<f64>(squares + (p << 3)), job.centers);
  }
  job.pairs += pairs;
  job.compared += compared;
  job.measured += measured;
  return ended;
}

/** Takes candidate p out by moving the last into its place. */
@inline
function drop(
  p: u32,
  live: u32,
  values: usize,
  squares: usize,
  halves: usize,
  deepHalves: usize,
  ids: usize,
  bounds: usize,
  deepBounds: usize,
): u32 {
  const last = live - 1;
  store<f64>(values + (p << 3), load<f64>(values + (last << 3)));
  store<f64>(squares + (p << 3), load<f64>(squares + (last << 3)));
  store<f64>(halves + (p << 3), load<f64>(halves + (last << 3)));
  store<f64>(deepHalves + (p << 3), load<f64>(deepHalves + (last << 3)));
  store<u32>(ids + (p << 2), load<u32>(ids + (last << 2)));
  store<f32>(bounds + (p << 2), load<f32>(bounds + (last << 2)));
  store<f32>(deepBounds + (p << 2), load<f32>(deepBounds + (last << 2)));
  return last;
}
