// @ts-check
/** A load that goes on: what it may touch, what it has done so far, and how it ends. */

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
 * @param {Load} state
 * @param {keyof Spent} layer
 * @param {number | string} status
 * @param {number} elapsed
 * @param {number} [attempt]
 */
export function failed({ id, world, reasons }, layer, status, elapsed, attempt = 1) {
  reasons[layer] = String(status);
  world.report({ id, layer, attempt, status, elapsed: Math.round(elapsed) });
}

/** @param {Load} state */
export const left = ({ world, deadline }) => Math.max(0, deadline - world.clock.now());

/**
 * @template T
 * @param {Load} state
 * @param {keyof Spent} leg
 * @param {() => Promise<T>} work
 */
export async function timed(state, leg, work) {
  const began = state.world.clock.now();
  const result = await work();
  state.spent[leg] = Math.round(state.world.clock.now() - began);
  return result;
}

/** @param {Kind} kind @param {number | string} status */
export const noAnswer = (kind, status) => ({ kind, status });

/** @param {Load} state @param {Partial<Ending> & Pick<Ending, 'outcome'>} end @returns {Ending} */
export function ending({ attempts, spent, reasons }, end) {
  return { layer: null, payload: null, kind: null, ...end, attempts, spent, reasons };
}
