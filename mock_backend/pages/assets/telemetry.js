// @ts-check
/**
 * Tells the server how each load ended: one beacon a load, and `abandoned` when the tab goes away
 * before the end.
 *
 * No ids of people, no tokens, no content: the load id is random, and the starter one of four
 * words.
 */

/** @typedef {import('./progress.js').Ending} Ending */
/** @typedef {Pick<Ending, 'attempts' | 'spent' | 'reasons'>} Sofar */
/**
 * @typedef {object} Message
 * @property {number} version of this message's shape
 * @property {string} loadId
 * @property {string | null} starter
 * @property {string | null} layer
 * @property {'ready' | 'error' | 'abandoned'} outcome
 * @property {string | null} kind
 * @property {number} attempts
 * @property {import('./progress.js').Spent & {total: number}} layerMs
 * @property {import('./progress.js').Reasons} reasons why a layer did not answer
 * @property {string} navigation
 * @property {string} connection
 */

const STARTERS = ['student', 'student-dashboard', 'org', 'admin'];

/** A random load id, also where the page is not a secure context. */
export const newLoadId = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');

/**
 * Watches one load: gives back `ended`, which reports its end; until then a hidden or closed tab
 * counts as abandoned.
 * @param {string} load
 * @param {number} began on performance's clock
 * @param {Sofar} sofar what the load has done, as it goes on
 * @returns {(ending: Ending) => void}
 */
export function watch(load, began, sofar) {
  let [ended, abandoned] = [false, false];
  const leave = () => {
    if (ended || abandoned || document.documentElement.dataset.ended !== undefined) return;
    abandoned = true;
    send(message(load, began, { ...sofar, outcome: 'abandoned' }));
  };
  const hide = () => document.visibilityState === 'hidden' && leave();
  addEventListener('pagehide', leave);
  document.addEventListener('visibilitychange', hide);
  return (ending) => {
    ended = true;
    removeEventListener('pagehide', leave);
    document.removeEventListener('visibilitychange', hide);
    send(message(load, began, ending));
  };
}

/**
 * @param {string} loadId
 * @param {number} began
 * @param {Sofar & Pick<Message, 'outcome'> & Partial<Pick<Ending, 'layer' | 'kind'>>} ending
 * @returns {Message}
 */
function message(loadId, began, { outcome, layer = null, kind = null, attempts, spent, reasons }) {
  const starter = new URLSearchParams(location.search).get('from');
  const entry = /** @type {PerformanceNavigationTiming | undefined} */ (
    performance.getEntriesByType('navigation')[0]
  );
  return {
    version: 1,
    loadId,
    starter: STARTERS.find((name) => name === starter) ?? null,
    layer,
    outcome,
    kind,
    attempts,
    layerMs: { ...spent, total: Math.round(performance.now() - began) },
    reasons,
    navigation: entry?.type ?? 'unknown',
    connection: Reflect.get(navigator, 'connection')?.effectiveType ?? 'unknown',
  };
}

/** @param {Message} content */
function send(content) {
  navigator.sendBeacon(
    '/api/telemetry',
    new Blob([JSON.stringify(content)], { type: 'application/json' }),
  );
}
