// @ts-check
/**
 * A browser that is just large enough for the pages' modules to run in Node.
 *
 * It runs in the folder that test_page_behaviour.py makes, where `pages` stands beside `tests`.
 */

import { ID, READER, json, memoryStorage, payload } from '../pages/tests/world.mjs';

const USER = {
  uid: READER,
  email: 'ada@example.test',
  role: 'student',
  name: 'Ada',
  idToken: 'token-1',
  refreshToken: 'r',
  expiresAt: Number.MAX_SAFE_INTEGER,
};

/** The end of a turn of the event loop, often enough for whatever does not wait for a timer. */
export async function idle() {
  for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** An element that has whatever the pages look for. */
function element() {
  return {
    dataset: {},
    content: { cloneNode: element },
    replaceChildren() {},
    querySelector: element,
    querySelectorAll: () => [],
    addEventListener() {},
    toggleAttribute() {},
    focus() {},
    append() {},
  };
}

/**
 * Makes this process a page on which Ada is signed in; what happens on it can be read from what is
 * given back.
 * @param {(path: string) => Response | Promise<Response>} answer
 * @returns {any}
 */
export function page(answer = () => new Promise(() => {})) {
  const main = { ...element(), dataset: { screen: 'loading' } };
  const head = element();
  const [asked, beacons] = [[], []];
  const events = new EventTarget();
  const tab = { closed: false, close: () => (tab.closed = true), location: { href: '' } };
  const document = Object.assign(new EventTarget(), {
    documentElement: { dataset: {} },
    visibilityState: 'visible',
    readyState: 'complete',
    cookie: '',
    head,
    createElement: element,
    querySelector: (selector) => (selector === 'main' ? main : element()),
    querySelectorAll: () => [],
  });
  put({
    window: globalThis,
    document,
    location: { pathname: `/interview/${ID}`, search: '?from=org', assign() {} },
    localStorage: memoryStorage({ 'auth:user': JSON.stringify(USER), 'auth:uid': READER }),
    sessionStorage: memoryStorage(),
    navigator: { sendBeacon: (_, blob) => beacons.push(blob) },
    HTMLScriptElement: class {},
    fetch: (path) => Promise.resolve(path).then((it) => (asked.push(it), answer(it))),
    open: (url) => ((tab.opened = url), tab),
    addEventListener: events.addEventListener.bind(events),
    removeEventListener: events.removeEventListener.bind(events),
  });
  return { main, document, events, asked, beacons, tab };
}

/** @param {Record<string, unknown>} globals */
function put(globals) {
  for (const [name, value] of Object.entries(globals))
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
}

/** Lets every timer that is set from now on run a hundred times too early. */
export function hurry() {
  const set = globalThis.setTimeout;
  put({ setTimeout: (run, ms) => set(run, ms / 100) });
}

/**
 * What the API answers to a starter.
 * @param {() => Response | Promise<Response>} start
 */
export const api = (start) => (path) =>
  path === '/api/interview/session' ? start() : json(201, { id: ID, orgId: '' })();

/** What start answers when all is well. */
export const started = json(200, {
  session: payload().apiSession,
  question: payload().firstQuestion,
  interviewId: ID,
});
