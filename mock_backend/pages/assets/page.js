// @ts-check
/**
 * What the pages behind the sign-in have in common: they are for one role, and one can sign out of
 * them.
 */

import { auth } from './api.js';
import { the, write } from './dom.js';
import { dashboardOf, signInPath } from './places.js';

/** @typedef {import('./auth.js').Role} Role */
/** @typedef {import('./auth.js').User} User */

/**
 * Opens the page to a person of this role; sends everybody else to where they belong.
 * @param {Role} role
 * @param {(user: User) => void} open
 */
export function forRole(role, open) {
  const remembered = auth.remembered();
  if (remembered === null) return location.replace(signInPath());
  if (remembered.role !== role) return location.replace(dashboardOf(remembered));
  write(document, { person: remembered.name });
  the('[data-act="sign-out"]').addEventListener('click', signOut);
  auth.onSettled((user) => (user === null ? location.replace(signInPath()) : undefined));
  open(remembered);
}

function signOut() {
  auth.signOut();
  location.assign('/sign-in');
}
