// @ts-check
/**
 * The server's API as the pages ask it: with the person's token, within a limit, and never by
 * throwing.
 */

import { Auth } from './auth.js';
import { browserClock, within } from './clock.js';

/** @typedef {{ok: true, body: any}} Done */
/**
 * @typedef {{ok: false, status: number | null, code: string}} Failed status null: nothing came
 *   that can be read
 */

const LIMIT_MS = 15_000;

export const auth = new Auth({
  storage: () => window.localStorage,
  jar: () => document,
  isSecure: location.protocol === 'https:',
  fetch: (...asked) => window.fetch(...asked),
  clock: browserClock,
});

/**
 * Asks the server; after a 401 once more with a fresh token.
 * @param {'GET' | 'POST'} method
 * @param {string} path
 * @param {object} [body]
 * @returns {Promise<Done | Failed>}
 */
export async function call(method, path, body) {
  try {
    return await within(browserClock, LIMIT_MS, async (signal) => {
      const answer = await send(method, path, body, await auth.token(), signal);
      if (answer.status !== 401) return answered(answer);
      return answered(await send(method, path, body, await auth.freshToken(), signal));
    });
  } catch {
    return { ok: false, status: null, code: 'no-answer' };
  }
}

/**
 * @param {string} method
 * @param {string} path
 * @param {object | undefined} body
 * @param {string | null} token
 * @param {AbortSignal} signal
 */
function send(method, path, body, token, signal) {
  /** @type {Record<string, string>} */
  const headers = { accept: 'application/json' };
  if (token !== null) headers.authorization = `Bearer ${token}`;
  if (body !== undefined) headers['content-type'] = 'application/json';
  return fetch(path, {
    method,
    headers,
    signal,
    cache: 'no-store',
    body: body && JSON.stringify(body),
  });
}

/** @param {Response} answer @returns {Promise<Done | Failed>} */
async function answered(answer) {
  const body = await answer.json().catch(() => null);
  if (answer.ok && body !== null) return { ok: true, body };
  return {
    ok: false,
    status: answer.ok ? null : answer.status,
    code: String(body?.code ?? answer.status),
  };
}

/**
 * What a person is told when an action failed: what happened, and what they can do.
 * @param {Failed} failed
 * @param {string} what such as "The interview could not be started"
 * @returns {string}
 */
export function explain({ status }, what) {
  if (status === null) return `${what}: no answer came. Check your connection, then try again.`;
  if (status === 401) return `${what}: you are signed out. Sign in again, then try once more.`;
  if (status === 403) return `${what}: your account may not do this. Ask your administrator.`;
  if (status === 404) return `${what}: it no longer exists. Go back to your dashboard.`;
  if (status === 410)
    return `${what}: this interview is over. Start a new one from your dashboard.`;
  if (status === 429) return `${what}: too many requests just now. Wait a minute, then try again.`;
  if (status >= 500) return `${what}: our server has a problem. Try again in a minute.`;
  return `${what}. Check what you entered, then try again.`;
}
