// @ts-check
/**
 * The runner's screens: what each error says and offers, and how a session looks. Draws; decides
 * nothing.
 */

import { show, the, write } from './dom.js';
import { currentQuestion } from './payload.js';
import { labelOf } from './routes.js';

/** @typedef {import('./progress.js').Kind} Kind */
/** @typedef {import('./progress.js').Progress} Progress */
/** @typedef {import('./payload.js').Payload} Payload */
/** @typedef {'retry' | 'sign-in' | 'dashboard'} Way a way out of an error */

/** @type {Record<Kind, {title: string, advice: string, ways: Way[]}>} */
const ERRORS = {
  'not-found': {
    title: 'We could not find this interview',
    advice: 'The link may be incomplete, or the interview was removed. Your dashboard lists yours.',
    ways: ['dashboard'],
  },
  'signed-out': {
    title: 'Please sign in to continue',
    advice: 'Your interview is safe. Sign in again and we will bring you straight back to it.',
    ways: ['sign-in', 'dashboard'],
  },
  forbidden: {
    title: 'This interview belongs to somebody else',
    advice:
      'Your account may not open it. If you think it should, ask the person who sent you the link.',
    ways: ['dashboard'],
  },
  expired: {
    title: 'This interview is over',
    advice: 'It was finished, or its time ran out. You can start a new one from your dashboard.',
    ways: ['dashboard'],
  },
  network: {
    title: 'We cannot reach the interview',
    advice:
      'The connection did not answer. Check that you are online, then try again; nothing is lost.',
    ways: ['retry', 'dashboard'],
  },
  server: {
    title: 'Our server needs a moment',
    advice: 'It is busy or being repaired. Wait a minute, then try again; nothing is lost.',
    ways: ['retry', 'dashboard'],
  },
  corrupt: {
    title: 'We received something we could not read',
    advice: 'The interview did not arrive in one piece. Trying again often helps; nothing is lost.',
    ways: ['retry', 'dashboard'],
  },
};

const LAST = 'That was the last question. End the interview when you are ready.';

/** @param {Progress} progress what the page does while the person waits */
export function showLoading({ layer, attempt }) {
  const main = the('main');
  if (main.dataset.screen !== 'loading') show('loading', () => {});
  the('[role="status"]').textContent = doing(layer, attempt);
}

/** @param {Progress['layer']} layer @param {number} attempt */
function doing(layer, attempt) {
  if (layer === 'storage') return 'Looking in this browser…';
  return attempt < 2 ? 'Asking the server…' : `Trying again: attempt ${attempt} of 3…`;
}

/**
 * @param {Kind} kind
 * @param {Record<Way, () => void>} leave
 */
export function showError(kind, leave) {
  const { title, advice, ways } = ERRORS[kind];
  document.title = `${title} · Rehearse`;
  show(
    'error',
    (part) => {
      write(part, { title, advice });
      for (const button of part.querySelectorAll('button')) {
        const way = /** @type {Way} */ (button.dataset.way);
        button.hidden = !ways.includes(way);
        button.addEventListener('click', () => leave[way]());
      }
    },
    { kind },
  );
}

/**
 * @param {Payload} payload
 * @param {{answer: (text: string) => void, end: () => void}} act
 */
export function showReady(payload, act) {
  document.title = `Interview with ${payload.studentName} · Rehearse`;
  show('ready', (part) => {
    write(part, { student: payload.studentName, route: labelOf(payload.route) });
    drawQuestion(part, payload);
    the('form', part).addEventListener('submit', (event) => {
      event.preventDefault();
      act.answer(answerBox().value.trim());
    });
    the('[data-act="end"]', part).addEventListener('click', act.end);
  });
}

/** Shows the next question in place of the one that was answered. @param {Payload} payload */
export function showNextQuestion(payload) {
  drawQuestion(document, payload);
  answerBox().value = '';
  if (currentQuestion(payload) === null) return say('Answer saved.');
  answerBox().focus();
  say('Answer saved. Here is your next question.');
}

/** @param {() => void} toDashboard */
export function showEnded(toDashboard) {
  document.title = 'Interview finished · Rehearse';
  show('ended', (part) => the('button', part).addEventListener('click', toDashboard));
}

/** Tells the person how their last action went, beside the buttons. @param {string} text */
export function say(text) {
  the('[data-text="saved"]').textContent = text;
  the('[data-text="problem"]').textContent = '';
}

/** @param {string} text */
export function complain(text) {
  the('[data-text="saved"]').textContent = '';
  the('[data-text="problem"]').textContent = text;
}

/** Keeps the person from acting twice while an action is under way. @param {boolean} busy */
export function setBusy(busy) {
  for (const button of document.querySelectorAll('main button')) {
    /** @type {HTMLButtonElement} */ (button).disabled = busy;
  }
}

/** @param {ParentNode} within @param {Payload} payload */
function drawQuestion(within, payload) {
  const question = currentQuestion(payload);
  const number = `Question ${payload.apiSession.currentQuestionIndex + 1}`;
  write(within, {
    question: question ?? LAST,
    number: question === null ? 'All questions answered' : number,
  });
  for (const part of within.querySelectorAll('[data-answer]'))
    part.toggleAttribute('hidden', question === null);
}

/** @returns {HTMLTextAreaElement} */
const answerBox = () => the('textarea');
