// @ts-check
/** The server layer's attempts: each within its time, with waits between them, until one is final. */

import { TimedOut, pause, within } from './clock.js';
import { isPayload } from './payload.js';
import { failed, left, noAnswer } from './progress.js';
import { ATTEMPTS, ATTEMPT_MS, backoff, retryAfter } from './retry.js';

/** @typedef {import('./progress.js').Load} Load */
/** @typedef {import('./progress.js').Answer} Answer */
/** @typedef {import('./progress.js').Kind} Kind */
/** @typedef {import('./progress.js').Refused} Refused */

const SHORTEST_ATTEMPT_MS = 300;

/**
 * @param {Load} state
 * @returns {Promise<Answer>} the first answer that is final, or the last one
 */
export async function attempts(state) {
  const { auth, clock, random, say } = state.world;
  let [renew, renewed] = [false, false];
  for (let nth = 1; ; nth += 1) {
    if (nth > 1) say({ layer: 'server', attempt: nth });
    const answer = await attempt(state, nth, renew ? () => auth.freshToken() : () => auth.token());
    if ('payload' in answer || nth === ATTEMPTS) return answer;
    renew = answer.kind === 'signed-out' && !renewed;
    renewed ||= renew;
    if (renew) continue;
    const wait = waitAfter(answer, backoff(nth, random));
    if (wait === null || wait + SHORTEST_ATTEMPT_MS > left(state)) return answer;
    await pause(clock, wait);
  }
}

/**
 * @param {Refused} answer
 * @param {number} wait
 * @returns {number | null} milliseconds; null when repeating is no use
 */
const waitAfter = (answer, wait) => (isWorthRepeating(answer.kind) ? (answer.wait ?? wait) : null);

/**
 * @param {Load} state
 * @param {number} nth
 * @param {() => Promise<string | null>} token
 * @returns {Promise<Answer>}
 */
async function attempt(state, nth, token) {
  const { world } = state;
  await world.gate('runner.before-fetch');
  const began = world.clock.now();
  const answer = await within(world.clock, Math.min(ATTEMPT_MS, left(state)), async (signal) =>
    ask(state, await token(), signal),
  ).catch((error) => noAnswer('network', error instanceof TimedOut ? 'timeout' : 'no-answer'));
  if ('kind' in answer) failed(state, 'server', answer.status, world.clock.now() - began, nth);
  return answer;
}

/**
 * @param {Load} state
 * @param {string | null} token
 * @param {AbortSignal} signal
 * @returns {Promise<Answer>}
 */
async function ask(state, token, signal) {
  const { id, world } = state;
  if (token === null) return noAnswer('signed-out', 'nobody');
  state.attempts += 1;
  const answer = await world.fetch(`/api/interview/session/${encodeURIComponent(id)}`, {
    headers: { authorization: `Bearer ${token}`, accept: 'application/json' },
    cache: 'no-store',
    signal,
  });
  const body = await answer.text();
  if (answer.status !== 200) {
    return {
      kind: kindOf(answer.status),
      status: answer.status,
      wait: retryAfter(answer.headers, world.clock.wall()),
    };
  }
  const payload = parsed(body);
  if (!isPayload(payload) || payload.firestoreInterviewId !== id) return noAnswer('corrupt', 200);
  return { payload };
}

/** @param {number} status @returns {Kind} */
function kindOf(status) {
  /** @type {Record<number, Kind>} */
  const kinds = {
    400: 'not-found',
    401: 'signed-out',
    403: 'forbidden',
    404: 'not-found',
    410: 'expired',
  };
  return kinds[status] ?? (isTransient(status) ? 'server' : 'corrupt');
}

/** @param {number} status */
const isTransient = (status) => status === 408 || status === 429 || status >= 500;

/** @param {Kind} kind */
const isWorthRepeating = (kind) => kind === 'network' || kind === 'server';

/** @param {string} body @returns {unknown} */
function parsed(body) {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
