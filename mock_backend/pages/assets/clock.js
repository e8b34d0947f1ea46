// @ts-check
/**
 * Time as the modules see it; `setTimeout` based, so that a test's virtual clock drives all of it.
 *
 * @typedef {object} Clock
 * @property {() => number} now monotonic milliseconds
 * @property {() => number} wall epoch milliseconds
 * @property {(run: () => void, ms: number) => () => void} after runs once; gives back cancel
 */

/** @type {Clock} */
export const browserClock = {
  now: () => performance.now(),
  wall: () => Date.now(),
  after(run, ms) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

/**
 * @param {Clock} clock
 * @param {number} ms
 * @returns {Promise<void>}
 */
export const pause = (clock, ms) => new Promise((resolve) => void clock.after(() => resolve(), ms));

/**
 * Gives what `work` gives, or throws `TimedOut` after `ms`; the signal tells the work to stop.
 * @template T
 * @param {Clock} clock
 * @param {number} ms
 * @param {(signal: AbortSignal) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function within(clock, ms, work) {
  const stop = new AbortController();
  let cancel = () => {};
  const late = new Promise((_, reject) => {
    const giveUp = () => {
      reject(new TimedOut(`no answer within ${ms} ms`));
      stop.abort();
    };
    cancel = clock.after(giveUp, ms);
  });
  try {
    return await /** @type {Promise<T>} */ (Promise.race([work(stop.signal), late]));
  } finally {
    cancel();
  }
}

/** Work took longer than it was given. */
export class TimedOut extends Error {}
