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

import { attempts } from './attempts.js';
import { TimedOut, within } from './clock.js';
import { decode, encode, keyOf } from './entry.js';
import { ending, failed, left, noAnswer, timed } from './progress.js';

/** @typedef {import('./payload.js').Payload} Payload */
/** @typedef {import('./progress.js').Load} Load */
/** @typedef {import('./progress.js').Answer} Answer */
/** @typedef {import('./progress.js').Ending} Ending */

const AUTH_MS = 4_000;

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

/** @param {Load} state @param {'storage' | 'server'} layer @param {Payload} payload */
async function ready(state, layer, payload) {
  await state.world.gate('runner.before-show');
  return ending(state, { outcome: 'ready', layer, payload });
}
