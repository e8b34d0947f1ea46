// @ts-check
/** What the person does in a session that is ready: answer and end, each kept in storage as the server acknowledged it. */

import { auth, call, explain } from './api.js';
import { encode, keyOf } from './entry.js';
import { complain, setBusy, showEnded, showNextQuestion } from './screens.js';

/** @typedef {import('./payload.js').Payload} Payload */

/**
 * The actions of a session.
 * @param {string} id
 * @param {Payload} first
 * @param {() => void} toDashboard
 */
export function hold(id, first, toDashboard) {
  let payload = first;
  return { answer, end };

  /** @param {string} text */
  async function answer(text) {
    if (text === '') return complain('Write your answer first.');
    const done = await act('answer', { answer: text });
    if (!done.ok) return complain(explain(done, 'Your answer was not saved'));
    payload = { ...payload, apiSession: done.body.session };
    remember(id, payload);
    showNextQuestion(payload);
  }

  async function end() {
    const done = await act('end', {});
    if (!done.ok) return complain(explain(done, 'The interview could not be ended'));
    forget(id);
    showEnded(toDashboard);
  }

  /** @param {'answer' | 'end'} action @param {object} more */
  async function act(action, more) {
    setBusy(true);
    const { userId } = payload.apiSession;
    const done = await call('POST', '/api/interview/session', { action, userId, firestoreInterviewId: id, ...more });
    setBusy(false);
    return done;
  }
}

/** @param {string} id @param {Payload} payload */
function remember(id, payload) {
  try {
    const reader = auth.rememberedUid();
    if (reader !== null) window.localStorage.setItem(keyOf(id), encode(reader, payload));
  } catch (error) {
    console.warn('runner: the session could not be stored:', String(error));
    forget(id);
  }
}

/** An entry that cannot be written anew must not stay as it was, or a reload would ask an answered question. @param {string} id */
function forget(id) {
  try {
    window.localStorage.removeItem(keyOf(id));
  } catch (error) {
    console.warn('runner: the entry could not be removed:', String(error));
  }
}
