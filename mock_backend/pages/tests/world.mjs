// @ts-check
/**
 * A world for the loader that a test writes: a clock that jumps, a storage, answers in order, an
 * auth.
 */

import { encode, keyOf } from '../assets/entry.js';

export const ID = 'abc';
export const READER = 'ada';

/** A clock that moves only by its own timers, each at its exact time. */
export class VirtualClock {
  #timers = [];
  #now = 1_000;

  now = () => this.#now;
  wall = () => Date.parse('2026-01-02T03:04:05Z') + this.#now;

  after = (run, ms) => {
    const timer = { at: this.#now + ms, run };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  };

  /** Runs what there is to run, in order of time, until the work has ended. */
  async until(work) {
    let ended = false;
    const end = () => {
      ended = true;
    };
    work.then(end, end);
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve));
      if (ended) return work;
      const next = this.#timers.sort((one, other) => one.at - other.at).shift();
      if (next === undefined) throw new Error('the work waits for nothing');
      this.#now = Math.max(this.#now, next.at);
      next.run();
    }
  }
}

/** @returns {any} a payload that is valid for ID */
export const payload = (changes = {}) => ({
  apiSession: {
    id: ID,
    userId: 'ada',
    visaType: 'F1',
    route: 'usa_f1',
    studentProfile: { name: 'Ada' },
    conversationHistory: [{ role: 'interviewer', content: 'Why here?' }],
    currentQuestionIndex: 0,
    responses: [],
    score: null,
    startTime: '2026-01-02T03:04:05Z',
    endTime: null,
    difficulty: 'easy',
    status: 'in_progress',
  },
  firstQuestion: { question: 'Why here?', questionType: 'purpose', difficulty: 'easy' },
  route: 'usa_f1',
  studentName: 'Ada',
  firestoreInterviewId: ID,
  scope: 'user',
  orgId: '',
  ...changes,
});

export const json =
  (status, body = {}, headers = {}) =>
  () =>
    new Response(JSON.stringify(body), { status, headers });
export const refuses = () => Promise.reject(new TypeError('Failed to fetch'));
export const hangs = (signal) =>
  new Promise((_, reject) =>
    signal.addEventListener('abort', () => reject(new DOMException('', 'AbortError'))),
  );

/** A storage over a map; `entries` are its first contents. */
export function memoryStorage(entries = {}) {
  const held = new Map(Object.entries(entries));
  return {
    get length() {
      return held.size;
    },
    key: (at) => [...held.keys()][at] ?? null,
    getItem: (key) => held.get(key) ?? null,
    setItem: (key, value) => void held.set(key, value),
    removeItem: (key) => void held.delete(key),
  };
}

/** A document's cookies as a browser keeps them, by name; `written` is what was written, in full. */
export function memoryJar(cookies = {}) {
  const [held, written] = [new Map(Object.entries(cookies)), []];
  return {
    written,
    get cookie() {
      return [...held].map(([name, value]) => `${name}=${value}`).join('; ');
    },
    set cookie(text) {
      written.push(text);
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(text) ?? [];
      if (/; Max-Age=0(;|$)/.test(text)) held.delete(name);
      else held.set(name, value);
    },
  };
}

/** An entry that counts, under the key of ID. */
export const stored = (reader = READER, content = payload()) => ({
  [keyOf(ID)]: encode(reader, content),
});

/** The world, and what happened in it. */
export function world({
  entries = {},
  answers = [],
  auth = {},
  storage = memoryStorage(entries),
} = {}) {
  const clock = new VirtualClock();
  const seen = { asked: [], said: [], reported: [], gates: [] };
  const here = {
    clock,
    storage: () => storage,
    fetch: (path, { signal, headers }) => {
      seen.asked.push({ path, at: clock.now() - 1_000, authorization: headers.authorization });
      const answer = answers[Math.min(seen.asked.length, answers.length) - 1];
      return Promise.resolve().then(() => answer(signal));
    },
    random: () => 0.5,
    auth: {
      rememberedUid: () => READER,
      settled: async () => ({ uid: READER }),
      token: async () => 'token-1',
      freshToken: async () => 'token-2',
      ...auth,
    },
    gate: async (name) => void seen.gates.push(name),
    say: ({ layer, attempt }) => void seen.said.push(`${layer} ${attempt}`),
    report: (failure) => void seen.reported.push(failure),
  };
  return { here, seen, storage, clock };
}
