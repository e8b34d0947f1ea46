/** How often one person may ask for rooms: so many times a minute, counted in this process. */

import { Problem } from './problem';

const MINUTE_MS = 60_000;
const CALLS = Number(process.env.CALLS_PER_MINUTE ?? 600);

const kept = globalThis as { rehearsalCalls?: Map<string, { since: number; calls: number }> };

/** Counts a call; Problem 429 with Retry-After when there were too many. */
export function count(uid: string, now = Date.now()): void {
  kept.rehearsalCalls ??= new Map();
  const known = kept.rehearsalCalls.get(uid);
  const window = known && now - known.since < MINUTE_MS ? known : { since: now, calls: 0 };
  window.calls += 1;
  kept.rehearsalCalls.set(uid, window);
  if (window.calls > CALLS) {
    const wait = Math.ceil((window.since + MINUTE_MS - now) / 1_000);
    throw new Problem(429, 'rate-limited', { 'retry-after': String(wait) });
  }
}
