// @ts-check
/** Uncaught errors, unhandled rejections, and what the page writes to its console. */

const CONSOLE_LEVELS = ['log', 'info', 'warn', 'error', 'debug'];

/** @param {Probe} probe */
function installErrors(probe) {
  probe.listen(() => window, 'error', (event) => {
    if (event instanceof ErrorEvent) void probe.push('info', 'page-error', { message: cut(messageOf(event), 2_000) });
  });
  probe.listen(() => window, 'unhandledrejection', (event) => {
    void probe.push('info', 'rejection', { message: cut(said(event.reason), 2_000) });
  });
  for (const level of CONSOLE_LEVELS) {
    const native = /** @type {any} */ (console)[level];
    replace(console, level, (/** @type {unknown[]} */ ...args) => {
      void probe.push('info', 'console', { level, text: cut(args.map(worded).join(' '), 4_000) });
      native.apply(console, args);
    });
  }
}

/** @param {ErrorEvent} event */
function messageOf(event) {
  const where = event.filename ? ` (${event.filename}:${event.lineno})` : '';
  return `${event.error ? said(event.error) : event.message}${where}`;
}

/** @param {unknown} value @returns {string} */
function worded(value) {
  if (typeof value !== 'object' || value === null || value instanceof Error) return said(value);
  try {
    return natives.stringify(value) ?? String(value);
  } catch {
    return Object.prototype.toString.call(value);
  }
}
