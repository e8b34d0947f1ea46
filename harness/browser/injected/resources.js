// @ts-check
/** What the document itself asks for: scripts, styles, pictures; told when they have ended, from the resource timeline. */

/** @param {Probe} probe */
function installResources(probe) {
  /** @type {Set<string>} */
  const failed = new Set();
  /** @type {Set<string>} */
  const refused = new Set();
  const scripted = ['fetch', 'xmlhttprequest', 'beacon'];

  probe.listen(() => window, 'error', (event) => {
    const from = event.target;
    const url = from instanceof Element ? /** @type {any} */ (from).src || /** @type {any} */ (from).href : '';
    if (!url || typeof url !== 'string' || refused.delete(url)) return;
    failed.add(url);
    tell(url, probe.native.now() + probe.skipped, (id) => probe.push('fail', 'request', { id, reason: 'did not load', aborted: false }));
  });
  new PerformanceObserver((list) => list.getEntries().forEach(told)).observe({ type: 'resource', buffered: true });

  /** @param {any} entry */
  function told(entry) {
    if (scripted.includes(entry.initiatorType) || failed.delete(entry.name)) return;
    // The timeline may tell of a refused file before the element's own error does.
    if (entry.responseStatus >= 400) {
      refused.add(entry.name);
      tell(entry.name, entry.startTime, (id) => probe.push('fail', 'request', { id, reason: 'did not load', aborted: false }, entry.responseEnd));
      return;
    }
    const detail = { status: entry.responseStatus || null, headers: {} };
    tell(entry.name, entry.startTime, (id) => probe.push('ok', 'request', { id, ...detail }, entry.responseEnd));
  }

  /** @param {string} url @param {number} began @param {(id: string) => unknown} end */
  function tell(url, began, end) {
    const id = `${probe.doc}.r${(installResources.count += 1)}`;
    void probe.push('begin', 'request', { id, method: 'GET', url, initiator: 'resource', authorization: '' }, began);
    end(id);
  }
}
installResources.count = 0;
