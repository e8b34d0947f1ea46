// @ts-check
/** The sign-in page: leads on to where the person wanted to go, or to their dashboard. */

import { auth } from './api.js';
import { Refused } from './auth.js';
import { the, write } from './dom.js';
import { dashboardOf, ownPlace } from './places.js';

const form = /** @type {HTMLFormElement} */ (the('form'));
const button = /** @type {HTMLButtonElement} */ (the('button[type="submit"]', form));

button.disabled = false;
form.addEventListener('submit', async (event) => {
  event.preventDefault();
  write(document, { problem: '' });
  button.disabled = true;
  const fields = new FormData(form);
  try {
    const user = await auth.signIn(
      String(fields.get('email')).trim(),
      String(fields.get('password')),
    );
    location.replace(
      ownPlace(new URLSearchParams(location.search).get('next')) ?? dashboardOf(user),
    );
  } catch (error) {
    write(document, { problem: whyNot(error) });
    button.disabled = false;
  }
});

/** @param {unknown} error */
function whyNot(error) {
  if (!(error instanceof Refused)) return 'No answer came. Check your connection, then try again.';
  if (error.status >= 500 || error.status === 429)
    return 'Signing in is not possible just now. Try again in a minute.';
  return 'Email and password do not match. Check them, then try again.';
}
