// @ts-check
/**
 * What the person does in a session that is ready: answer and end, each kept in storage as the
 * server acknowledged it.
 */

import { auth, call, explain } from './api.js';
import { encode, keyOf } from './entry.js';
import { isPayload } from './payload.js';
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
    const { currentQuestionIndex: questionIndex } = payload.apiSession;
    const done = await act({ action: 'answer', answer: text, questionIndex });
    if (!done.ok) return complain(explain(done, 'Your answer was not saved'));
    const next = { ...payload, apiSession: done.body?.session };
    if (!isPayload(next)) {
      forget(id);
      return complain('Your answer was saved. Reload the page to go on.');
    }
    payload = next;
    remember(id, payload);
    showNextQuestion(payload);
  }

  async function end() {
    const done = await act({ action: 'end' });
    if (!done.ok) return complain(explain(done, 'The interview could not be ended'));
    forget(id);
    showEnded(toDashboard);
  }

  /** @param {{action: 'answer' | 'end', answer?: string, questionIndex?: number}} what */
  async function act(what) {
    setBusy(true);
    const done = await call('POST', '/api/interview/session', { interviewId: id, ...what });
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

/**
 * An entry that cannot be written anew must not stay as it was, or a reload would ask an answered
 * question.
 * @param {string} id
 */
function forget(id) {
  try {
    window.localStorage.removeItem(keyOf(id));
  } catch (error) {
    console.warn('runner: the entry could not be removed:', String(error));
  }
}
