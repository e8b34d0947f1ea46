// @ts-check
/** Starts the probes in a top document of the target's; a second run in the same window only renews them. */

/** @param {any} config @param {((probe: Probe) => void)[]} installs */
function start(config, installs) {
  if (window.top !== window || !config.origins.includes(window.origin)) return;
  const present = stateOf(window);
  if (present !== undefined) {
    present.renew(config);
    return;
  }
  if (typeof (/** @type {any} */ (window)[config.binding]) !== 'function') return;
  const probe = createProbe(config);
  Object.defineProperty(window, STATE, { value: probe, enumerable: false });
  installs.forEach((install) => install(probe));
}
