// @ts-check
/**
 * What every probe stands on: the one binding, the numbers of its messages, and what survives a change of document.
 *
 * A message is JSON: `{n, t, doc, agent, order, kind, what, detail}`. `n` counts within the document `doc`; `t` is
 * milliseconds on the page's own clock. Documents that share a thread (an opener and its popups of one origin) share
 * `agent`, and `order` counts within it, so that what these documents did is totally ordered.
 *
 * A popup's first about:blank and the same-origin document after it share one Window, in which the script may or may not
 * run again; `document.open()` takes all listeners away. Both are why listeners stand in a list here. That a Window has
 * another document is noticed at the latest when something is told, and soon after it came by whoever opened it.
 */

/**
 * @typedef {'begin' | 'ok' | 'fail' | 'info'} Kind
 * @typedef {{agent: string, n: number}} Order
 * @typedef {object} Probe
 * @property {any} config
 * @property {Document} document
 * @property {string} doc
 * @property {string} screen the screen that shows, as screens.js last saw it
 * @property {number} skipped milliseconds that clock.js has jumped over
 * @property {Order} order
 * @property {Map<Window, string>} opened the popups of this window and their pairs
 * @property {string} opening the pair of the popup that is being opened just now: its script runs within `window.open`
 * @property {typeof natives} native
 * @property {() => boolean} catchUp looks at the screen if it changed since it was last looked at; says whether
 * it changed in this task
 * @property {(kind: Kind, what: string, detail: object, at?: number) => Promise<unknown>} push
 * @property {(target: () => EventTarget, type: string, listener: (event: any) => void) => void} listen
 * @property {(run: () => void) => void} eachDocument runs now and for each later document of this window
 * @property {(run: (moved: boolean) => void) => void} eachRoute runs each time the document goes on to another address;
 * `moved`: what it shows had already changed by then
 * @property {(from: string) => void} goOn the document has gone on from that address to another
 * @property {(run: () => void) => void} eachConfig runs now, for each later configuration and for each later document
 * @property {(what: string) => () => void} track something is on its way; the answer says that it is over
 * @property {Map<number, string>} underway what is on its way
 * @property {(config: any) => void} renew
 * @property {{open: (name: string) => boolean} | null} gates
 * @property {{arm: (on: boolean) => void, hung: (patterns: string[]) => void, next?: () => number | null, advance?: () => void} | null} clock
 */

const natives = {
  now: performance.now.bind(performance),
  setTimeout: window.setTimeout.bind(window),
  clearTimeout: window.clearTimeout.bind(window),
  stringify: JSON.stringify,
  random: () => Math.random().toString(36).slice(2, 10),
};

const STATE = Symbol.for('layerproof');

/** @param {any} config @returns {Probe} */
function createProbe(config) {
  /** @type {{target: () => EventTarget, type: string, listener: (event: any) => void}[]} */
  const listeners = [];
  /** @type {(() => void)[]} */
  const starts = [];
  /** @type {((moved: boolean) => void)[]} */
  const routes = [];
  /** @type {(() => void)[]} */
  const renewals = [];
  let binding = /** @type {any} */ (window)[config.binding];
  let count = 0;
  let tracked = 0;

  /** @type {Probe} */
  const probe = {
    config,
    document,
    doc: natives.random(),
    screen: '',
    skipped: 0,
    order: orderOf(window),
    opened: new Map(),
    opening: '',
    native: natives,
    underway: new Map(),
    gates: null,
    clock: null,
    catchUp: () => false,
    push(kind, what, detail, at = natives.now() + probe.skipped) {
      if (probe.document !== document) moveOn();
      // What the page showed before it did something is told before it.
      if (what !== 'screen') probe.catchUp();
      const message = {
        n: (count += 1), t: Math.round(at * 10) / 10, doc: probe.doc,
        agent: probe.order.agent, order: (probe.order.n += 1), kind, what, detail,
      };
      try {
        return Promise.resolve(binding(textOf(message))).catch(() => undefined);
      } catch {
        return Promise.resolve(undefined);
      }
    },
    listen(target, type, listener) {
      listeners.push({ target, type, listener });
      target().addEventListener(type, listener, true);
    },
    eachDocument(run) {
      starts.push(run);
      run();
    },
    eachRoute(run) {
      routes.push(run);
    },
    goOn(from) {
      const moved = probe.catchUp();
      void probe.push('info', 'route', { url: location.href, from });
      routes.forEach((run) => run(moved));
    },
    eachConfig(run) {
      renewals.push(run);
      run();
    },
    track(what) {
      const id = (tracked += 1);
      probe.underway.set(id, what);
      return () => void probe.underway.delete(id);
    },
    renew(newer) {
      probe.config = newer;
      if (probe.document !== document) moveOn();
      renewals.forEach((run) => run());
    },
  };

  function moveOn() {
    Object.assign(probe, { document, doc: natives.random(), screen: '' });
    binding = /** @type {any} */ (window)[probe.config.binding];
    count = 0;
    tellDocument(probe);
    relisten();
    starts.forEach((run) => run());
  }

  // Adding a listener that is there already changes nothing.
  const relisten = () => listeners.forEach(({ target, type, listener }) => target().addEventListener(type, listener, true));
  tellDocument(probe);
  outliveOpen(relisten);
  return probe;
}

/** Puts the listeners back after `document.open()`, which `write` may imply. @param {() => void} relisten */
function outliveOpen(relisten) {
  for (const name of ['open', 'write', 'writeln']) {
    const native = /** @type {any} */ (Document.prototype)[name];
    replace(Document.prototype, name, /** @this {Document} */ function (/** @type {unknown[]} */ ...args) {
      try {
        return native.apply(this, args);
      } finally {
        if (this === document) relisten();
      }
    });
  }
}

/** @param {Probe} probe */
function tellDocument(probe) {
  const [entry] = /** @type {any[]} */ (performance.getEntriesByType('navigation'));
  void probe.push('begin', 'document', {
    url: location.href,
    navigation: entry?.type ?? '',
    referrer: document.referrer,
    pair: pairOf(window),
  });
}

/** The state that the probes keep in a window; undefined where there is none to see. @param {any} other @returns {Probe | undefined} */
function stateOf(other) {
  try {
    return other?.[STATE];
  } catch {
    return undefined; // another origin's
  }
}

/** @param {Window} self @returns {Order} */
function orderOf(self) {
  return stateOf(self.opener)?.order ?? { agent: natives.random(), n: 0 };
}

/** Which `window.open` made this window; '' where its opener cannot tell. @param {Window} self @returns {string} */
function pairOf(self) {
  const opener = stateOf(self.opener);
  return opener?.opened.get(self) ?? opener?.opening ?? '';
}

/** JSON that a page's own `toJSON` on built-in prototypes cannot bend. @param {object} message @returns {string} */
function textOf(message) {
  const bent = /** @type {any} */ (Array.prototype).toJSON;
  if (bent === undefined) return natives.stringify(message);
  delete (/** @type {any} */ (Array.prototype).toJSON);
  try {
    return natives.stringify(message);
  } finally {
    /** @type {any} */ (Array.prototype).toJSON = bent;
  }
}

/** @param {unknown} error @returns {string} name and message */
function said(error) {
  if (error instanceof Error || error instanceof DOMException) return `${error.name}: ${error.message}`;
  const { name, message } = /** @type {any} */ (error ?? {});
  return name && message ? `${name}: ${message}` : String(error);
}

/** @param {unknown} text @param {number} limit @returns {string} */
function cut(text, limit) {
  const whole = String(text);
  return whole.length <= limit ? whole : whole.slice(0, limit);
}

/** @param {readonly string[]} patterns @param {string} text @returns {boolean} */
function matchesAny(patterns, text) {
  return patterns.some((pattern) => new RegExp(pattern).test(text));
}

/** @param {any} owner @param {string} name @param {Function} by */
function replace(owner, name, by) {
  const present = Object.getOwnPropertyDescriptor(owner, name);
  Object.defineProperty(by, 'name', { value: name });
  Object.defineProperty(owner, name, { configurable: true, enumerable: true, writable: true, ...present, value: by });
}
