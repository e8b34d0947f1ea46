// @ts-check
/** `window.__gate(name)`: a promise that the harness settles, at the points that a page names. */

/** @param {Probe} probe */
function installGate(probe) {
  Object.defineProperty(window, '__gate', { configurable: true, enumerable: false, value: pass });

  /** @param {string} name */
  async function pass(name) {
    if (!probe.config.gates.includes(name) && !probe.config.gates.includes('*')) return;
    const passed = probe.track(`gate ${name}`);
    void probe.push('begin', 'gate', { name });
    try {
      await /** @type {any} */ (window)[probe.config.gate_binding](name);
    } finally {
      passed();
      void probe.push('ok', 'gate', { name });
    }
  }
}
