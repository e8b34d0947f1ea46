// @ts-check
/**
 * Named points at which a test may hold a page; without `window.__gate` nothing is held.
 *
 * | gate                    | held just before                                         |
 * | ----------------------- | -------------------------------------------------------- |
 * | starter.before-create   | the starter asks the server to create the interview      |
 * | starter.before-start    | the starter asks the server to start the session         |
 * | starter.before-write    | the starter writes the payload to storage                |
 * | starter.before-navigate | the starter sends the tab to the runner                  |
 * | runner.before-read      | the runner reads its entry from storage                  |
 * | runner.before-fetch     | the runner asks the server, at each attempt              |
 * | runner.before-write     | the runner writes the server's payload to storage        |
 * | runner.before-show      | the runner shows a valid session                         |
 */

/** @typedef {'starter.before-create' | 'starter.before-start' | 'starter.before-write' |
 *   'starter.before-navigate' | 'runner.before-read' | 'runner.before-fetch' |
 *   'runner.before-write' | 'runner.before-show'} GateName */

/**
 * Resolves when nothing holds the gate any more.
 * @param {GateName} name
 * @returns {Promise<void>}
 */
export async function gate(name) {
  await /** @type {any} */ (window).__gate?.(name);
}
