// @ts-check
/**
 * A form with a "Start interview" button, which works once this module is there: one interview at a
 * time.
 */

import { the } from './dom.js';
import { options } from './routes.js';
import { startInNewTab, startInThisTab } from './starter.js';

/** @typedef {import('./starter.js').StarterName} StarterName */
/** @typedef {import('./starter.js').Choice} Choice */

/**
 * @param {StarterName} starter
 * @param {(form: FormData) => Choice} choose
 */
export function bindStarter(starter, choose) {
  const form = /** @type {HTMLFormElement} */ (the('form[data-starter]'));
  const button = /** @type {HTMLButtonElement} */ (the('button[type="submit"]', form));
  const begin = starter === 'student' ? startInThisTab : startInNewTab;
  const free = () => (button.disabled = false);
  the('select[name="route"]', form).replaceChildren(...options());
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (button.disabled) return;
    button.disabled = true;
    screen.tell('Starting your interview…');
    void begin(starter, choose(new FormData(form)), screen).then((stays) => stays && free());
  });
  addEventListener('pageshow', ({ persisted }) => persisted && free());
  free();
}

const screen = {
  /** @param {string} text */
  tell(text) {
    the('[data-text="progress"]').textContent = text;
    the('[data-text="problem"]').textContent = '';
  },
  /** @param {string} text */
  complain(text) {
    the('[data-text="progress"]').textContent = '';
    the('[data-text="problem"]').textContent = text;
  },
};
