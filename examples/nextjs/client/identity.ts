/**
 * Who is logged in. The person and their tokens are kept in IndexedDB, as Firebase's client does it,
 * and so are known a moment after the page starts; the uid alone stands in a cookie, readable at
 * once. An expired token is exchanged before anybody gets to know the person.
 */

import type { Role } from '@/server/people';
import { TooLate, pause, within } from './time';
import { forgetAll } from './entry';

export interface Identity {
  uid: string;
  name: string;
  email: string;
  role: Role;
  idToken: string;
  refreshToken: string;
  expiresAt: number;
}

/** It could not be learned whether the person is still logged in. */
export class Unsure extends Error {}

/** The server knows no such person and password. */
export class Refused extends Error {}

const [DATABASE, STORE, ROW] = ['rehearsal-room', 'identity', 'me'];
const COOKIE = 'rr_me';
const FORTNIGHT_S = 1_209_600;
const LOG_IN_MS = 15_000;
const ANSWER_MS = 4_000;
const MARGIN_MS = 10_000;
const TRIES = 2;
const KEY = 'local';

let settling: Promise<Identity | null> | null = null;

/** The uid that is remembered, at once and without asking anybody; null for nobody. */
export const rememberedUid = (): string | null => cookie()?.[0] ?? null;

/** The role that is remembered, for the way home. */
export const rememberedRole = (): string | null => cookie()?.[1] ?? null;

function cookie(): [uid: string, role: string] | null {
  const found = document.cookie.split('; ').find((it) => it.startsWith(`${COOKIE}=`));
  const [uid, role] = decodeURIComponent(found?.slice(COOKIE.length + 1) ?? '').split(':');
  return uid ? [uid, role ?? ''] : null;
}

/** Resolves once it is known who is logged in, null for nobody; rejects with `Unsure`. */
export function settled(): Promise<Identity | null> {
  settling ??= learn(settle());
  return settling;
}

/** A token that is valid now; null when nobody is logged in. */
export async function token(): Promise<string | null> {
  const known = await settled();
  if (known === null) return null;
  return isExpired(known) ? freshToken() : known.idToken;
}

/** A token made now, however young the old one is; null when the person is known no more. */
export async function freshToken(): Promise<string | null> {
  const known = await settled();
  if (known === null) return null;
  settling = learn(exchange(known));
  return (await settling)?.idToken ?? null;
}

/** Logs the person in; throws `Refused` where the password is wrong. */
export async function logIn(email: string, password: string): Promise<Identity> {
  const answer = await within(LOG_IN_MS, (signal) =>
    fetch(`/identity/v1/accounts:signInWithPassword?key=${KEY}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email, password, returnSecureToken: true }),
      signal,
    }),
  );
  if (answer.status === 400) throw new Refused();
  if (!answer.ok) throw new Unsure(`log in: ${answer.status}`);
  const { localId: uid, displayName: name, role, idToken, refreshToken, expiresIn } =
    await answer.json();
  const expiresAt = Date.now() + Number(expiresIn) * 1_000;
  await forget();
  return keep({ uid, name, email, role, idToken, refreshToken, expiresAt });
}

/** Forgets the person, and every room that was kept for them. */
export async function logOut(): Promise<void> {
  settling = Promise.resolve(null);
  await forget();
}

function learn(work: Promise<Identity | null>): Promise<Identity | null> {
  return work.catch((error: unknown) => {
    settling = null;
    throw error;
  });
}

async function settle(): Promise<Identity | null> {
  const known = await inStore<Identity | undefined>('readonly', (store) => store.get(ROW)).catch(
    () => undefined,
  );
  if (known === undefined) return null;
  return isExpired(known) ? exchange(known) : known;
}

const isExpired = ({ expiresAt }: Identity): boolean => expiresAt - MARGIN_MS <= Date.now();

async function exchange(known: Identity): Promise<Identity | null> {
  for (let nth = 1; ; nth += 1) {
    const answer = await askForToken(known.refreshToken);
    if (answer?.ok) {
      const { id_token: idToken, refresh_token: refreshToken, expires_in } = await answer.json();
      const expiresAt = Date.now() + Number(expires_in) * 1_000;
      return keep({ ...known, idToken, refreshToken, expiresAt });
    }
    if (answer !== null && [400, 401, 403].includes(answer.status)) {
      await logOut();
      return null;
    }
    if (nth === TRIES) throw new Unsure(`token: ${answer?.status ?? 'no answer'}`);
    await pause(1_000);
  }
}

async function askForToken(refreshToken: string): Promise<Response | null> {
  const body = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: refreshToken });
  try {
    return await within(ANSWER_MS, (signal) =>
      fetch(`/securetoken/v1/token?key=${KEY}`, { method: 'POST', body, signal }),
    );
  } catch (error) {
    if (error instanceof TooLate) throw new Unsure('token: too late');
    return null;
  }
}

async function keep(identity: Identity): Promise<Identity> {
  settling = Promise.resolve(identity);
  const value = encodeURIComponent(`${identity.uid}:${identity.role}`);
  document.cookie = `${COOKIE}=${value}; path=/; max-age=${FORTNIGHT_S}; samesite=lax`;
  await inStore('readwrite', (store) => store.put(identity, ROW)).catch((error: unknown) =>
    console.warn('identity: kept in memory only:', String(error)),
  );
  return identity;
}

async function forget(): Promise<void> {
  document.cookie = `${COOKIE}=; path=/; max-age=0; samesite=lax`;
  forgetAll();
  await inStore('readwrite', (store) => store.delete(ROW)).catch((error: unknown) =>
    console.warn('identity: nothing to forget:', String(error)),
  );
}

/** Does one thing in the object store; rejects where the browser refuses it. */
function inStore<T>(
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(DATABASE, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const transaction = opening.result.transaction(STORE, mode);
      const asked = work(transaction.objectStore(STORE));
      transaction.oncomplete = () => {
        opening.result.close();
        resolve(asked.result as T);
      };
      transaction.onabort = () => reject(transaction.error);
    };
  });
}
