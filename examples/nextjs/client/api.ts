/** What pages ask the server, and how a failure is told to a person. */

import { token } from './identity';
import { within } from './time';

const ANSWER_MS = 10_000;

export type Answered<T> = { ok: true; body: T } | { ok: false; status: number };

/** Asks as whoever is logged in; status 0 is no answer, 401 also nobody. */
export async function call<T>(method: 'GET' | 'POST', path: string, body?: object): Promise<Answered<T>> {
  try {
    return await within(ANSWER_MS, async (signal) => {
      const bearer = await token();
      if (bearer === null) return { ok: false, status: 401 };
      const answer = await fetch(path, {
        method,
        headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
        ...(body && { body: JSON.stringify(body) }),
        cache: 'no-store',
        signal,
      });
      return answer.ok
        ? { ok: true, body: (await answer.json()) as T }
        : { ok: false, status: answer.status };
    });
  } catch {
    return { ok: false, status: 0 };
  }
}

/** A sentence that says why, and what to do. */
export function explained(status: number, what: string): string {
  if (status === 0) return `${what}: there was no answer. Check your connection and try again.`;
  if (status === 401) return `${what}: you are not logged in any more. Log in and try again.`;
  if (status === 403) return `${what}: your account may not do this. Ask your organisation.`;
  if (status === 404 || status === 410) return `${what}: this rehearsal is over. Plan a new one.`;
  if (status === 429) return `${what}: that was too often. Wait a minute and try again.`;
  return `${what}: our server needs a moment. Wait a little and try again.`;
}
