// @ts-check
/**
 * Starts an interview on a click, in this order:
 *
 *     open the tab ─ create ─ start ─ write to storage ─ read back ─ wait ─ send the tab on
 *
 * The tab is opened inside the click, because popup blockers let nothing through later. The server
 * has stored the session when `start` answers, so the runner's server layer can answer from the
 * moment the tab is sent on.
 */

import { auth, call, explain } from './api.js';
import { browserClock, pause } from './clock.js';
import { encode, keyOf } from './entry.js';
import { gate } from './gate.js';
import { isPayload } from './payload.js';
import { visaOf } from './routes.js';

/** @typedef {import('./payload.js').Payload} Payload */
/** @typedef {'student' | 'student-dashboard' | 'org' | 'admin'} StarterName */
/**
 * @typedef {{studentId: string, name: string, route: string}} Choice whose interview, and of which
 *   kind
 */
/**
 * @typedef {object} Screen where the starter speaks to the person
 * @property {(text: string) => void} tell
 * @property {(text: string) => void} complain
 */

const SETTLE_MS = 50;
const NOTICE_MS = 1_500;
const BLOCKED = 'Your browser blocked the new tab, so your interview opens in this one instead.';

/**
 * Starts the interview in a new tab, or in this one where the browser blocks the new one. Call it
 * inside the click.
 * @param {StarterName} starter
 * @param {Choice} choice
 * @param {Screen} screen
 * @returns {Promise<boolean>} whether this tab stays
 */
export async function startInNewTab(starter, choice, screen) {
  const tab = window.open('/starting', '_blank');
  if (isGone(tab)) screen.tell(BLOCKED);
  const payload = await prepare(starter, choice, screen);
  if (payload === null) {
    tab?.close();
    return true;
  }
  await gate('starter.before-navigate');
  if (tab !== null && !isGone(tab)) {
    tab.location.href = runnerPath(payload, starter);
    screen.tell(`The interview with ${payload.studentName} is open in its own tab.`);
    return true;
  }
  screen.tell(BLOCKED);
  await pause(browserClock, NOTICE_MS);
  location.assign(runnerPath(payload, starter));
  return false;
}

/**
 * Starts the interview in this tab.
 * @param {StarterName} starter
 * @param {Choice} choice
 * @param {Screen} screen
 * @returns {Promise<boolean>} whether this tab stays
 */
export async function startInThisTab(starter, choice, screen) {
  const payload = await prepare(starter, choice, screen);
  if (payload === null) return true;
  await gate('starter.before-navigate');
  location.assign(runnerPath(payload, starter));
  return false;
}

/**
 * @param {StarterName} starter
 * @param {Choice} choice
 * @param {Screen} screen
 * @returns {Promise<Payload | null>}
 */
async function prepare(starter, choice, screen) {
  const payload = await session(starter, choice, screen);
  if (payload === null) return null;
  await gate('starter.before-write');
  store(payload);
  await pause(browserClock, SETTLE_MS);
  return payload;
}

/**
 * @param {StarterName} starter
 * @param {Choice} choice
 * @param {Screen} screen
 * @returns {Promise<Payload | null>}
 */
async function session(starter, choice, screen) {
  await gate('starter.before-create');
  const created = await create(starter, choice);
  if (!created.ok) return refuse(created, screen);
  await gate('starter.before-start');
  const started = await call('POST', '/api/interview/session', startBody(created.body.id, choice));
  if (!started.ok) return refuse(started, screen);
  const payload = payloadFrom(starter, created.body, started.body);
  return isPayload(payload) ? payload : refuse({ ok: false, status: 500, code: 'corrupt' }, screen);
}

/** @param {StarterName} starter */
const isForOthers = (starter) => starter === 'org' || starter === 'admin';

/** @param {StarterName} starter @param {Choice} choice */
const create = (starter, { studentId, route }) =>
  isForOthers(starter)
    ? call('POST', '/api/org/interviews', { studentId, route })
    : call('POST', '/api/student/interviews', { route });

/** @param {string} id @param {Choice} choice */
const startBody = (id, { studentId, name, route }) => ({
  action: 'start',
  userId: studentId,
  visaType: visaOf(route),
  route,
  studentProfile: { name },
  firestoreInterviewId: id,
});

/**
 * @param {StarterName} starter
 * @param {{id: string, orgId: string}} created
 * @param {any} started
 */
const payloadFrom = (starter, { id, orgId }, { session: apiSession, question }) => ({
  apiSession,
  firstQuestion: question,
  route: apiSession?.route,
  studentName: apiSession?.studentProfile?.name,
  firestoreInterviewId: id,
  scope: isForOthers(starter) ? 'org' : 'user',
  orgId,
});

/**
 * Writes the payload and makes sure that it is there; a storage that refuses leaves the work to the
 * server layer.
 * @param {Payload} payload
 */
function store(payload) {
  const key = keyOf(payload.firestoreInterviewId);
  try {
    const entry = encode(auth.rememberedUid() ?? '', payload);
    window.localStorage.setItem(key, entry);
    if (window.localStorage.getItem(key) !== entry) window.localStorage.setItem(key, entry);
  } catch (error) {
    console.warn('starter: the session could not be stored:', String(error));
  }
}

/** @param {Payload} payload @param {StarterName} starter */
const runnerPath = ({ firestoreInterviewId }, starter) =>
  `/interview/${encodeURIComponent(firestoreInterviewId)}?from=${starter}`;

/** @param {import('./api.js').Failed} failed @param {Screen} screen */
function refuse(failed, screen) {
  screen.complain(explain(failed, 'The interview could not be started'));
  return null;
}

/** A blocked popup is null, or a window that is closed at once. @param {Window | null} tab */
const isGone = (tab) => tab === null || tab.closed;
