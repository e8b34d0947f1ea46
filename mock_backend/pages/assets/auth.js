// @ts-check
/**
 * Who is signed in, in the manner of Firebase's client: remembered in storage, settled a moment
 * after the page starts.
 *
 * An expired token is exchanged at `/api/auth/token` before anybody gets to know the person.
 */

import { TimedOut, pause, within } from './clock.js';
import { Remembered } from './remembered.js';

/** @typedef {import('./clock.js').Clock} Clock */
/** @typedef {'student' | 'staff' | 'admin'} Role */
/**
 * @typedef {object} User
 * @property {string} uid
 * @property {string} email
 * @property {Role} role
 * @property {string} name
 * @property {string} idToken
 * @property {string} refreshToken
 * @property {number} expiresAt epoch milliseconds
 */
/** @typedef {{ok: boolean, status: number, body: any}} Answer */
/** @typedef {{fetch: typeof fetch, clock: Clock}} World */
/** @typedef {World & import('./remembered.js').Places} Surroundings */

const REFRESH_MS = 4_000;
const REFRESH_TRIES = 2;
const REFRESH_PAUSE_MS = 1_000;
const EXPIRY_MARGIN_MS = 5_000;

/**
 * The token endpoint gave no usable answer, so it is not known whether the person is still signed
 * in.
 */
export class AuthUnavailable extends Error {}

/** The server knows no such person and password. */
export class Refused extends Error {
  /** @param {number} status */
  constructor(status) {
    super(`sign-in refused: ${status}`);
    this.status = status;
  }
}

export class Auth {
  /** @type {User | null} */
  #user = null;
  /** @type {Promise<User | null> | null} */
  #settling = null;

  /** @param {Surroundings} surroundings */
  constructor(surroundings) {
    this.surroundings = surroundings;
    this.kept = new Remembered(surroundings);
  }

  /** The uid that the browser remembers, at once, without asking anybody; null when signed out. */
  rememberedUid() {
    return this.kept.uid();
  }

  /** The person that the browser remembers, whose token may have expired. */
  remembered() {
    return this.kept.user();
  }

  /**
   * Resolves once it is known who is signed in (null: nobody); rejects with AuthUnavailable when
   * that cannot be learned.
   * @returns {Promise<User | null>}
   */
  settled() {
    return this.#settling ?? this.#learn(this.#settle());
  }

  /**
   * Calls back as soon as it is known who is signed in.
   * @param {(user: User | null) => void} tell
   */
  onSettled(tell) {
    this.settled().then(tell, () => tell(this.remembered()));
  }

  /**
   * A token that is valid for now, exchanged first when it has expired; null when nobody is signed
   * in.
   * @returns {Promise<string | null>}
   */
  async token() {
    const user = await this.settled();
    if (user === null) return null;
    return this.#expired(user) ? this.freshToken() : user.idToken;
  }

  /**
   * A token that was made now, whatever the old one's age; null when the server no longer knows
   * the person.
   * @returns {Promise<string | null>}
   */
  async freshToken() {
    const user = this.#user ?? this.remembered();
    if (user === null) return null;
    return (await this.#learn(this.#exchange(user)))?.idToken ?? null;
  }

  /**
   * @param {string} email
   * @param {string} password
   * @returns {Promise<User>} throws Refused when the server refuses
   */
  async signIn(email, password) {
    const answer = await this.#post('/api/auth/sign-in', { email, password });
    if (!answer.ok) throw new Refused(answer.status);
    this.kept.forget();
    return this.#keep(this.#userOf({ email }, answer.body));
  }

  /** Forgets the person and every session that was stored for them. */
  signOut() {
    this.kept.forget();
    this.#user = null;
    this.#settling = Promise.resolve(null);
  }

  /**
   * Lets everybody wait for one answer, and lets the next one ask again when none came.
   * @param {Promise<User | null>} work
   */
  #learn(work) {
    const learning = work.catch((error) => {
      this.#settling = null;
      throw error;
    });
    this.#settling = learning;
    return learning;
  }

  async #settle() {
    const user = this.remembered();
    if (user !== null && this.#expired(user)) return this.#exchange(user);
    this.#user = user;
    return user;
  }

  /** @param {User} user @returns {Promise<User | null>} */
  async #exchange(user) {
    for (let tried = 1; ; tried += 1) {
      const answer = await this.#askForToken(user);
      if (answer === 'late') throw new AuthUnavailable('token: no answer in time');
      if (answer?.ok) return this.#keep(this.#userOf(user, answer.body));
      if (answer !== null && [400, 401, 403].includes(answer.status)) {
        this.signOut();
        return null;
      }
      if (tried === REFRESH_TRIES)
        throw new AuthUnavailable(`token: ${answer?.status ?? 'no answer'}`);
      await pause(this.surroundings.clock, REFRESH_PAUSE_MS);
    }
  }

  /** @param {User} user @returns {Promise<Answer | null | 'late'>} null when nothing came */
  async #askForToken({ refreshToken }) {
    try {
      return await this.#post('/api/auth/token', { refreshToken });
    } catch (error) {
      return error instanceof TimedOut ? 'late' : null;
    }
  }

  /** @param {string} path @param {object} body @returns {Promise<Answer>} */
  #post(path, body) {
    const { clock, fetch: ask } = this.surroundings;
    const headers = { 'content-type': 'application/json' };
    return within(clock, REFRESH_MS, async (signal) => {
      const answer = await ask(path, {
        method: 'POST',
        headers,
        body: JSON.stringify(body),
        signal,
      });
      return { ok: answer.ok, status: answer.status, body: answer.ok ? await answer.json() : null };
    });
  }

  /** @param {Partial<User>} known @param {any} answer @returns {User} */
  #userOf(known, { uid, role, name, idToken, refreshToken, expiresIn }) {
    const expiresAt = this.surroundings.clock.wall() + Number(expiresIn) * 1_000;
    return { email: '', ...known, uid, role, name, idToken, refreshToken, expiresAt };
  }

  /** @param {User} user */
  #keep(user) {
    this.#user = user;
    this.#settling = Promise.resolve(user);
    this.kept.keep(user);
    return user;
  }

  /** @param {User} user */
  #expired({ expiresAt }) {
    return expiresAt - EXPIRY_MARGIN_MS <= this.surroundings.clock.wall();
  }
}
