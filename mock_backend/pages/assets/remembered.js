// @ts-check
/**
 * What the browser remembers of the sign-in, so that a page knows at once who is there.
 *
 * `auth:user` in storage holds the person and the tokens, `auth:uid` the uid alone. The cookie
 * `auth-user` holds the same once more, for a storage that is blocked, or that did not take what it
 * was given; as long as storage keeps it, nothing is taken from the cookie. Cookies know no ports,
 * and go to the server with each request: the cookie ends with the browser, and stays on this site.
 */

import { forgetAll } from './entry.js';

/** @typedef {import('./auth.js').User} User */
/** @typedef {{cookie: string}} Jar a document, as far as its cookies go */
/**
 * @typedef {object} Places
 * @property {() => Storage} storage throws where storage is blocked
 * @property {() => Jar} jar throws where cookies are blocked too
 * @property {boolean} isSecure whether the page came by https
 */
/** @typedef {{user: User, refused: boolean}} Spare `refused`: storage did not take it */

const USER = 'auth:user';
const UID = 'auth:uid';
const COOKIE = 'auth-user';

export class Remembered {
  /** @param {Places} places */
  constructor(places) {
    this.places = places;
  }

  /** The person's uid, without asking anybody; null when signed out. @returns {string | null} */
  uid() {
    return this.#found(
      (storage) => storage.getItem(UID),
      (user) => user.uid,
    );
  }

  /** The person, whose token may have expired; null when signed out. @returns {User | null} */
  user() {
    return this.#found(
      (storage) => personIn(storage.getItem(USER)),
      (user) => user,
    );
  }

  /** Remembers the person in storage and in the cookie. @param {User} user */
  keep(user) {
    let refused = false;
    try {
      const storage = this.places.storage();
      storage.setItem(USER, JSON.stringify(user));
      storage.setItem(UID, user.uid);
    } catch (error) {
      refused = true;
      console.warn('auth: not kept in storage:', String(error));
    }
    this.#bake(encodeURIComponent(JSON.stringify({ ...user, refused })));
  }

  /** Forgets the person, and every session that was stored for them. */
  forget() {
    this.#bake('; Max-Age=0');
    try {
      const storage = this.places.storage();
      storage.removeItem(USER);
      storage.removeItem(UID);
      forgetAll(storage);
    } catch (error) {
      console.warn('auth: nothing to forget:', String(error));
    }
  }

  /**
   * @template T
   * @param {(storage: Storage) => T | null} inStorage
   * @param {(user: User) => T} ofSpare
   * @returns {T | null}
   */
  #found(inStorage, ofSpare) {
    let isBlocked = false;
    try {
      const found = inStorage(this.places.storage());
      if (found !== null) return found;
    } catch {
      isBlocked = true;
    }
    const spare = this.#spare();
    return spare !== null && (isBlocked || spare.refused) ? ofSpare(spare.user) : null;
  }

  /** @returns {Spare | null} */
  #spare() {
    try {
      const baked = this.places.jar().cookie.split('; ');
      const own = baked.find((it) => it.startsWith(`${COOKIE}=`)) ?? '';
      const person = personIn(decodeURIComponent(own.slice(COOKIE.length + 1)));
      if (person === null) return null;
      const { refused, ...user } = person;
      return { user, refused: refused === true };
    } catch {
      return null;
    }
  }

  /** @param {string} rest the cookie's value, and attributes beyond those of every cookie */
  #bake(rest) {
    const secure = this.places.isSecure ? '; Secure' : '';
    try {
      this.places.jar().cookie = `${COOKIE}=${rest}; Path=/; SameSite=Lax${secure}`;
    } catch (error) {
      console.warn('auth: not kept in a cookie:', String(error));
    }
  }
}

/**
 * @param {string | null} text
 * @returns {(User & {refused?: boolean}) | null} null for what does not say who it is
 */
function personIn(text) {
  try {
    const found = JSON.parse(text ?? 'null');
    return typeof found?.uid === 'string' ? found : null;
  } catch {
    return null;
  }
}
