// @ts-check
/** Where each person belongs, and where a person may be sent. */

/** @typedef {import('./auth.js').Role} Role */

/** @type {Record<Role, string>} */
const DASHBOARDS = { student: '/dashboard', staff: '/org', admin: '/admin' };

/**
 * The person's own dashboard; `/` finds out when it is not known who they are.
 * @param {{role: Role} | null} user
 * @returns {string}
 */
export const dashboardOf = (user) => (user && DASHBOARDS[user.role]) ?? '/';

/** The sign-in page, which leads back to where the person is now. */
export const signInPath = () =>
  `/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`;

/**
 * A place of this site to go on to; anything that another site could have slipped in is refused.
 * @param {string | null} asked
 * @returns {string | null}
 */
export function ownPlace(asked) {
  if (!asked?.startsWith('/')) return null;
  const url = new URL(asked, location.origin);
  return url.origin === location.origin ? url.pathname + url.search : null;
}
