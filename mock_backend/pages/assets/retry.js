// @ts-check
/** When the server layer asks again: the contract's waits, and what the server itself asked for. */

export const ATTEMPTS = 3;
export const ATTEMPT_MS = 3_500;

const WAITS_MS = [1_000, 2_000];
const SPREAD = 0.25;

/**
 * The wait after the given attempt (counted from 1): 1 s, then 2 s, each ±25 %, so that many tabs
 * do not ask as one.
 * @param {number} attempt
 * @param {() => number} random in [0, 1)
 * @returns {number} milliseconds
 */
export function backoff(attempt, random) {
  const wait = WAITS_MS[Math.min(attempt, WAITS_MS.length) - 1] ?? 0;
  return wait * (1 - SPREAD + 2 * SPREAD * random());
}

/**
 * What `Retry-After` asks for (RFC 9110, 10.2.3: seconds or a date), or null when it says nothing
 * usable. A date is measured from the answer's own `Date`, because the machine's clock may be
 * wrong.
 * @param {Headers} headers
 * @param {number} now epoch milliseconds, for an answer without `Date`
 * @returns {number | null} milliseconds, never negative
 */
export function retryAfter(headers, now) {
  const asked = headers.get('retry-after')?.trim() ?? '';
  if (/^\d+$/.test(asked)) return Number(asked) * 1_000;
  const until = Date.parse(/GMT$/.test(asked) ? asked : '');
  if (Number.isNaN(until)) return null;
  const since = Date.parse(headers.get('date') ?? '');
  return Math.max(0, until - (Number.isNaN(since) ? now : since));
}
