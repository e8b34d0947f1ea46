// @ts-check
/** Windows that the page opens, where it sends them, clicks of a person, and the page's going away. */

const FIRST_DOCUMENT_MS = 5;

/** @param {Probe} probe */
function installTabs(probe) {
  wrapOpen(probe);
  tellHidden(probe);
  probe.listen(() => document, 'click', (event) => tellClick(probe, event));
  tellNavigation(probe);
  tellRoutes(probe);
}

/** Once per going away; the empty document that makes way within `window.open` is not one. @param {Probe} probe */
function tellHidden(probe) {
  let told = false;
  const hidden = () => {
    if (!told && !stateOf(window.opener)?.opening) void probe.push('info', 'hidden', {});
    told = true;
  };
  probe.eachDocument(() => void (told = false));
  probe.listen(() => window, 'pageshow', () => (told = false));
  probe.listen(() => window, 'pagehide', hidden);
  probe.listen(() => document, 'visibilitychange', () => (document.visibilityState === 'hidden' ? hidden() : (told = false)));
}

/** @param {Probe} probe */
function wrapOpen(probe) {
  const native = window.open;
  let count = 0;
  replace(window, 'open', /** @this {unknown} */ function (/** @type {any[]} */ ...args) {
    const pair = `open:${probe.doc}:${(count += 1)}`;
    const emulated = probe.config.popups_blocked === true;
    probe.opening = pair;
    const opened = emulated ? null : native.apply(window, /** @type {any} */ (args));
    probe.opening = '';
    if (opened) {
      probe.opened.set(opened, pair);
      followFirst(probe, opened);
    }
    const [url, name, features] = args.map((it) => (it === undefined ? '' : String(it)));
    void probe.push('info', 'open', {
      url: url ? resolved(url) : '',
      name: name ?? '',
      features: features ?? '',
      blocked: emulated ? 'emulated' : opened === null && !/noopener|noreferrer/.test(features ?? ''),
      pair,
    });
    return opened;
  });
}

/**
 * Tells a popup's probe when its first document of an address is there: the Window may be that of the empty one before.
 * @param {Probe} probe @param {Window} opened
 */
function followFirst(probe, opened) {
  const state = stateOf(opened);
  if (state === undefined) return;
  const { document: first } = state;
  const look = () => {
    const present = opened.closed ? undefined : stateOf(opened);
    if (present !== state) return; // gone, or in a Window of its own, where the script has run
    if (opened.document !== first) state.renew(state.config);
    else probe.native.setTimeout(look, FIRST_DOCUMENT_MS);
  };
  look();
}

/** @param {string} url @returns {string} */
function resolved(url) {
  try {
    return new URL(url, document.baseURI).href;
  } catch {
    return url;
  }
}

/** A popup that its opener sends on tells it itself: what another window does to its location cannot be wrapped. @param {Probe} probe */
function tellNavigation(probe) {
  const navigation = /** @type {any} */ (window).navigation;
  if (navigation === undefined) return;
  probe.listen(() => /** @type {any} */ (window).navigation, 'navigate', (event) => {
    // A router that only keeps its state at the address that is there sends nobody anywhere.
    const stays = event.destination.sameDocument && event.destination.url === location.href;
    if (!event.hashChange && !stays) void probe.push('info', 'navigate', { url: event.destination.url, pair: pairOf(window) });
  });
}

/** A document that goes on to another address by itself, as client-side routers have it. @param {Probe} probe */
function tellRoutes(probe) {
  let known = location.href;
  const look = () => {
    if (probe.document !== document || location.href === known) return;
    const from = known;
    known = location.href;
    probe.goOn(from);
  };
  probe.eachDocument(() => void (known = location.href));
  if (/** @type {any} */ (window).navigation !== undefined) {
    probe.listen(() => /** @type {any} */ (window).navigation, 'currententrychange', look);
    return;
  }
  for (const name of ['pushState', 'replaceState']) {
    const native = /** @type {any} */ (History.prototype)[name];
    replace(History.prototype, name, /** @this {History} */ function (/** @type {unknown[]} */ ...args) {
      native.apply(this, args);
      look();
    });
  }
  for (const type of ['popstate', 'hashchange']) probe.listen(() => window, type, look);
}

/** @param {Probe} probe @param {MouseEvent} event */
function tellClick(probe, event) {
  if (!event.isTrusted || !(event.target instanceof Element)) return;
  const target = event.target.closest('a[href],button,input,select,textarea,label,[role]') ?? event.target;
  void probe.push('info', 'click', { target: cut(accessibleName(target) || target.tagName.toLowerCase(), 200) });
}
