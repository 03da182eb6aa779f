/**
 * The functions of `@std/assert` that the tests use, over `node:assert/strict`, with the same names,
 * argument order and meaning. The bare name `@std/assert` is mapped here in `deno.json`, so that the
 * tests run where only npm is reachable; the README tells how to map it to `jsr:@std/assert`.
 *
 * @module
 */
import nodeAssert from "node:assert/strict";

/** Thrown by every assertion that fails. */
export const AssertionError: typeof nodeAssert.AssertionError = nodeAssert.AssertionError;

function fail_(message: string, actual?: unknown, expected?: unknown): never {
  throw new AssertionError({ message, actual, expected });
}

const suffix = (message?: string) => message ? `: ${message}` : ".";

/** Asserts that `expression` is truthy. */
export function assert(expression: unknown, message = ""): asserts expression {
  if (!expression) fail_(message || "Expected a truthy value.", expression, true);
}

/** Asserts that `expression` is falsy. */
export function assertFalse(expression: unknown, message = ""): void {
  if (expression) fail_(message || "Expected a falsy value.", expression, false);
}

/** Asserts deep equality; NaN equals NaN, and -0 equals 0, as in std. */
export function assertEquals<T>(actual: T, expected: T, message?: string): void {
  try {
    nodeAssert.deepStrictEqual(plusZero(actual), plusZero(expected));
  } catch (error) {
    // A message of one's own must not hide the difference.
    if (message === undefined || !(error instanceof Error)) throw error;
    fail_(`${message}\n${error.message}`, actual, expected);
  }
}

/** Asserts that the two are not deeply equal. */
export function assertNotEquals<T>(actual: T, expected: T, message?: string): void {
  nodeAssert.notDeepStrictEqual(plusZero(actual), plusZero(expected), message);
}

/** Asserts identity (`Object.is`). */
export function assertStrictEquals<T>(
  actual: unknown,
  expected: T,
  message?: string,
): asserts actual is T {
  nodeAssert.strictEqual(actual, expected, message);
}

/** Asserts that two numbers differ by at most `tolerance` (std's default: 1e-7 of `expected`, or 1e-7). */
export function assertAlmostEquals(
  actual: number,
  expected: number,
  tolerance?: number,
  message?: string,
): void {
  if (Object.is(actual, expected)) return;
  const bound = tolerance ?? (Number.isFinite(expected) ? Math.abs(expected * 1e-7) || 1e-7 : 1e-7);
  if (Math.abs(expected - actual) <= bound) return;
  fail_(
    `Expected actual: "${actual}" to be close to "${expected}" within ${bound}${suffix(message)}`,
    actual,
    expected,
  );
}

/** Asserts `actual > expected`. */
export function assertGreater<T>(actual: T, expected: T, message?: string): void {
  if (!(actual > expected)) fail_(`Expect ${actual} > ${expected}${suffix(message)}`);
}

/** Asserts `actual >= expected`. */
export function assertGreaterOrEqual<T>(actual: T, expected: T, message?: string): void {
  if (!(actual >= expected)) fail_(`Expect ${actual} >= ${expected}${suffix(message)}`);
}

/** Asserts `actual < expected`. */
export function assertLess<T>(actual: T, expected: T, message?: string): void {
  if (!(actual < expected)) fail_(`Expect ${actual} < ${expected}${suffix(message)}`);
}

/** Asserts `actual <= expected`. */
export function assertLessOrEqual<T>(actual: T, expected: T, message?: string): void {
  if (!(actual <= expected)) fail_(`Expect ${actual} <= ${expected}${suffix(message)}`);
}

/** Asserts that `actual` is neither null nor undefined. */
export function assertExists<T>(actual: T, message?: string): asserts actual is NonNullable<T> {
  if (actual === undefined || actual === null) {
    fail_(`Expected actual: "${actual}" to not be null or undefined${suffix(message)}`);
  }
}

/** Asserts that `actual` contains `expected`. */
export function assertStringIncludes(actual: string, expected: string, message?: string): void {
  if (!actual.includes(expected)) {
    fail_(
      `Expected actual: "${actual}" to contain: "${expected}"${suffix(message)}`,
      actual,
      expected,
    );
  }
}

/** Asserts that `actual` matches `expected`. */
export function assertMatch(actual: string, expected: RegExp, message?: string): void {
  if (!expected.test(actual)) {
    fail_(
      `Expected actual: "${actual}" to match: "${expected}"${suffix(message)}`,
      actual,
      expected,
    );
  }
}

/** Asserts that `actual` does not match `expected`. */
export function assertNotMatch(actual: string, expected: RegExp, message?: string): void {
  if (expected.test(actual)) {
    fail_(`Expected actual: "${actual}" to not match: "${expected}"${suffix(message)}`);
  }
}

/** Asserts that every element of `expected` stands in `actual`, by deep equality. */
export function assertArrayIncludes<T>(
  actual: ArrayLike<T>,
  expected: ArrayLike<T>,
  message?: string,
): void {
  const missing = Array.from(expected).filter((e) => !Array.from(actual).some((a) => same(a, e)));
  if (missing.length > 0) {
    fail_(
      `Expected actual to include: ${JSON.stringify(missing)}${suffix(message)}`,
      actual,
      expected,
    );
  }
}

/** Asserts that `actual` has at least the fields of `expected`, by deep equality. */
export function assertObjectMatch(
  // deno-lint-ignore no-explicit-any
  actual: Record<PropertyKey, any>,
  expected: Record<PropertyKey, unknown>,
  message?: string,
): void {
  for (const key of Reflect.ownKeys(expected)) {
    const want = expected[key];
    const got = actual[key];
    if (isPlain(want) && isPlain(got)) assertObjectMatch(got, want, message);
    else nodeAssert.deepStrictEqual(plusZero(got), plusZero(want), message);
  }
}

// deno-lint-ignore no-explicit-any
type ErrorClass<E extends Error> = abstract new (...args: any[]) => E;

/** Asserts that `error` is an `ErrorClass` whose message includes `includes`. */
export function assertIsError<E extends Error = Error>(
  error: unknown,
  ErrorClass?: ErrorClass<E>,
  includes?: string | RegExp,
  message?: string,
): asserts error is E {
  if (!(error instanceof Error)) fail_(`Expected "error" to be an Error object${suffix(message)}`);
  if (ErrorClass && !(error instanceof ErrorClass)) {
    fail_(
      `Expected error to be instance of "${ErrorClass.name}", but was "${error.constructor.name}": ${error.message}`,
    );
  }
  if (typeof includes === "string" && !error.message.includes(includes)) {
    fail_(`Expected error message to include "${includes}", but got "${error.message}".`);
  }
  if (includes instanceof RegExp && !includes.test(error.message)) {
    fail_(`Expected error message to match ${includes}, but got "${error.message}".`);
  }
}

/** Asserts that `run` throws, and returns what it threw. */
export function assertThrows<E extends Error = Error>(
  run: () => unknown,
  ErrorClass?: ErrorClass<E>,
  includes?: string,
  message?: string,
): E {
  try {
    run();
  } catch (error) {
    assertIsError(error, ErrorClass, includes, message);
    return error as E;
  }
  fail_(`Expected function to throw${suffix(message)}`);
}

/** Asserts that the promise of `run` rejects, and resolves to what it was rejected with. */
export async function assertRejects<E extends Error = Error>(
  run: () => PromiseLike<unknown>,
  ErrorClass?: ErrorClass<E>,
  includes?: string,
  message?: string,
): Promise<E> {
  try {
    await run();
  } catch (error) {
    assertIsError(error, ErrorClass, includes, message);
    return error as E;
  }
  fail_(`Expected function to reject${suffix(message)}`);
}

/** Fails always. */
export function fail(message?: string): never {
  fail_(`Failed assertion${suffix(message)}`);
}

/** Marks a place that must not be reached. */
export function unreachable(message?: string): never {
  fail_(`Unreachable${suffix(message)}`);
}

function same(a: unknown, b: unknown): boolean {
  try {
    nodeAssert.deepStrictEqual(plusZero(a), plusZero(b));
    return true;
  } catch {
    return false;
  }
}

function isPlain(value: unknown): value is Record<PropertyKey, unknown> {
  return typeof value === "object" && value !== null &&
    Object.getPrototypeOf(value) === Object.prototype;
}

/** node:assert tells -0 from 0, std does not. */
function plusZero<T>(value: T): T {
  if (Object.is(value, -0)) return 0 as T;
  if (Array.isArray(value)) return value.map(plusZero) as T;
  if (isPlain(value)) {
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, plusZero(v)])) as T;
  }
  return value;
}
