// @ts-check
/**
 * The runner page: gives the loader a real browser, draws what it says, and moves the session on.
 *
 * The inline guard in interview.html stands outside of these modules: it notes when the document
 * arrived, reports a load that ended without them, and ends one that outlives its deadline. With
 * `load-again` it counts anew.
 */

import { auth } from './api.js';
import { browserClock } from './clock.js';
import { gate } from './gate.js';
import { load } from './loader.js';
import { dashboardOf, signInPath } from './places.js';
import { prepare } from './progress.js';
import { showError, showLoading, showReady } from './screens.js';
import { hold } from './session.js';
import { newLoadId, watch } from './telemetry.js';

const LIMIT_MS = 14_400;

const id = idFrom(location.pathname);
const guard = document.documentElement.dataset;

/** @type {import('./progress.js').World} */
const world = {
  storage: () => window.localStorage,
  fetch: (...asked) => window.fetch(...asked),
  clock: browserClock,
  random: Math.random,
  auth,
  gate,
  say: showLoading,
  report: (failure) => console.warn('interview-load', JSON.stringify(failure)),
};

const leave = {
  retry: () => {
    document.dispatchEvent(new Event('load-again'));
    begin();
  },
  'sign-in': () => location.assign(signInPath()),
  dashboard: () => location.assign(dashboardOf(auth.remembered())),
};

/**
 * Loads the session and shows what became of it.
 * @param {string} loadId
 * @param {number} began
 */
async function run(loadId, began) {
  const state = prepare(id, world, began + LIMIT_MS);
  const ended = watch(loadId, began, state);
  const ending = await load(state);
  if (guard.ended !== undefined) return;
  if (ending.payload === null) showError(ending.kind ?? 'corrupt', leave);
  else showReady(ending.payload, hold(id, ending.payload, leave.dashboard));
  ended(ending);
}

/**
 * @param {string} path such as /interview/abc; an id that cannot be decoded is left for the server
 *   to refuse
 */
function idFrom(path) {
  const last = path.replace(/\/$/, '').split('/').slice(2).join('/');
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}

/**
 * A page that comes back from the cache shows what it showed: only to the person it was shown to.
 */
const reader = auth.rememberedUid();
addEventListener('pageshow', ({ persisted }) => {
  if (persisted && auth.rememberedUid() !== reader) location.reload();
});

/** Begins a load under the id and from the time that the guard gave it. */
function begin() {
  void run(guard.load ?? newLoadId(), Number(guard.arrived ?? performance.now()));
}

if (guard.ended === undefined) {
  guard.runner = 'on';
  begin();
}
