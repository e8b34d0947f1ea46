// @ts-check
/**
 * Loads a session in layers:
 *
 *     storage ── valid entry ───────────────────────────────▶ ready
 *        └─ refused ─▶ server ── valid payload ─▶ stored ───▶ ready
 *                        └─ refused, or out of attempts ────▶ error, of one kind
 *
 * It touches the world only through what it is given, so that it runs without a browser. Whatever
 * the world does, it ends before the deadline: each thing that may hang stands inside `within`.
 */

import { decode, encode, keyOf } from './entry.js';
import { isPayload } from './payload.js';
import { TimedOut, pause, within } from './clock.js';
import { ATTEMPTS, ATTEMPT_MS, backoff, retryAfter } from './retry.js';

/** @typedef {import('./payload.js').Payload} Payload */
/** @typedef {import('./auth.js').Auth} SignedIn */
/** @typedef {Pick<SignedIn, 'rememberedUid' | 'settled' | 'token' | 'freshToken'>} Auth */
/** @typedef {import('./clock.js').Clock} Clock */
/**
 * @typedef {'not-found' | 'signed-out' | 'forbidden' | 'expired' | 'network' | 'server' |
 *   'corrupt'} Kind
 */
/** @typedef {{layer: 'storage' | 'server', attempt: number}} Progress */
/**
 * @typedef {{id: string, layer: string, attempt: number, status: number | string,
 *   elapsed: number}} Failure
 */
/**
 * @typedef {Record<'storage' | 'auth' | 'server', number | null>} Spent milliseconds in each
 *   layer; null: not visited
 */
/**
 * @typedef {Partial<Record<'storage' | 'auth' | 'server', string>>} Reasons a word, or the last
 *   status
 */

/**
 * What the loader touches.
 * @typedef {object} World
 * @property {() => Storage} storage throws where storage is blocked
 * @property {typeof fetch} fetch
 * @property {Clock} clock
 * @property {() => number} random in [0, 1)
 * @property {Auth} auth
 * @property {typeof import('./gate.js').gate} gate
 * @property {(progress: Progress) => void} say shown to the person while they wait
 * @property {(failure: Failure) => void} report one diagnostic line
 */

/**
 * What became of a load.
 * @typedef {object} Ending
 * @property {'ready' | 'error'} outcome
 * @property {'storage' | 'server' | null} layer who supplied the session
 * @property {Payload | null} payload
 * @property {Kind | null} kind
 * @property {number} attempts how often the server was asked
 * @property {Spent} spent
 * @property {Reasons} reasons why a layer did not answer
 */

/**
 * @typedef {{id: string, world: World, deadline: number, attempts: number, spent: Spent,
 *   reasons: Reasons}} Load
 */
/** @typedef {{kind: Kind, status: number | string, wait?: number | null}} Refused */
/** @typedef {{payload: Payload} | Refused} Answer */

const AUTH_MS = 4_000;
const SHORTEST_ATTEMPT_MS = 300;

/**
 * A load that has not begun; what it has done so far can be read from it at any time.
 * @param {string} id
 * @param {World} world
 * @param {number} deadline on the world's clock
 * @returns {Load}
 */
export function prepare(id, world, deadline) {
  return {
    id,
    world,
    deadline,
    attempts: 0,
    spent: { storage: null, auth: null, server: null },
    reasons: {},
  };
}

/**
 * Loads the session, and always comes to an end before the deadline.
 * @param {Load} state
 * @returns {Promise<Ending>}
 */
export async function load(state) {
  const stored = await timed(state, 'storage', () => fromStorage(state));
  if (stored !== null) return ready(state, 'storage', stored);
  const answer = await fromServer(state);
  return 'payload' in answer
    ? ready(state, 'server', answer.payload)
    : ending(state, { outcome: 'error', kind: answer.kind });
}

/**
 * @param {Load} state
 * @returns {Promise<Payload | null>} the entry's payload; an entry that does not count is removed
 */
async function fromStorage(state) {
  const { id, world } = state;
  world.say({ layer: 'storage', attempt: 0 });
  await world.gate('runner.before-read');
  const began = world.clock.now();
  let reason = 'blocked';
  try {
    const found = decode(world.storage().getItem(keyOf(id)), id, world.auth.rememberedUid());
    if ('payload' in found) return found.payload;
    reason = found.refused;
    if (found.refused !== 'missing') world.storage().removeItem(keyOf(id));
  } catch {
    // A storage that throws supplies nothing, whatever it was that it refused.
  }
  failed(state, 'storage', reason, world.clock.now() - began);
  return null;
}

/** @param {Load} state @returns {Promise<Answer>} */
async function fromServer(state) {
  state.world.say({ layer: 'server', attempt: 1 });
  const refused = await timed(state, 'auth', () => whoAsks(state));
  const answer = refused ?? (await timed(state, 'server', () => attempts(state)));
  if ('payload' in answer) await keep(state, answer.payload);
  return answer;
}

/**
 * @param {Load} state
 * @returns {Promise<Answer | null>} why nobody can ask, or null when somebody can
 */
async function whoAsks(state) {
  const { world } = state;
  const began = world.clock.now();
  const answer = await within(world.clock, Math.min(AUTH_MS, left(state)), () =>
    world.auth.settled(),
  ).then(
    (user) => (user === null ? noAnswer('signed-out', 'nobody') : null),
    (error) => noAnswer('network', error instanceof TimedOut ? 'auth-late' : 'auth-unavailable'),
  );
  if (answer !== null) failed(state, 'auth', answer.status, world.clock.now() - began);
  return answer;
}

/**
 * @param {Load} state
 * @returns {Promise<Answer>} the first answer that is final, or the last one
 */
async function attempts(state) {
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

/**
 * @param {Load} state
 * @param {Payload} payload writes what was validated; a storage that refuses does not stop the load
 */
async function keep({ id, world }, payload) {
  await world.gate('runner.before-write');
  try {
    const reader = world.auth.rememberedUid();
    if (reader !== null) world.storage().setItem(keyOf(id), encode(reader, payload));
  } catch (error) {
    console.warn('runner: the session could not be stored:', String(error));
  }
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

/** @param {Kind} kind @param {number | string} status */
const noAnswer = (kind, status) => ({ kind, status });

/** @param {Load} state */
const left = ({ world, deadline }) => Math.max(0, deadline - world.clock.now());

/** @param {string} body @returns {unknown} */
function parsed(body) {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/**
 * @param {Load} state
 * @param {keyof Spent} layer
 * @param {number | string} status
 * @param {number} elapsed
 * @param {number} [attempt]
 */
function failed({ id, world, reasons }, layer, status, elapsed, attempt = 1) {
  reasons[layer] = String(status);
  world.report({ id, layer, attempt, status, elapsed: Math.round(elapsed) });
}

/**
 * @template T
 * @param {Load} state
 * @param {keyof Spent} leg
 * @param {() => Promise<T>} work
 */
async function timed(state, leg, work) {
  const began = state.world.clock.now();
  const result = await work();
  state.spent[leg] = Math.round(state.world.clock.now() - began);
  return result;
}

/** @param {Load} state @param {'storage' | 'server'} layer @param {Payload} payload */
async function ready(state, layer, payload) {
  await state.world.gate('runner.before-show');
  return ending(state, { outcome: 'ready', layer, payload });
}

/** @param {Load} state @param {Partial<Ending> & Pick<Ending, 'outcome'>} end @returns {Ending} */
function ending({ attempts, spent, reasons }, end) {
  return { layer: null, payload: null, kind: null, ...end, attempts, spent, reasons };
}
