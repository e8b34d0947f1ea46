// @ts-check
/**
 * Which of the profile's screens shows; told on each change of screen, kind or text.
 *
 * A change of the document is looked at in the same task, at most once in LEAST_MS, the last one always. Nothing here
 * waits for a frame: a tab that is not painted has none.
 */

const LEAST_MS = 10;
const PARSING_MS = 500;
const ENDS = ['ready', 'error'];
const TEXT_LIMIT = 2_000;
const SIGHTS = 'img,svg,canvas,video,iframe,input,select,textarea,progress,object,embed';

/** @param {Probe} probe */
function installScreens(probe) {
  /** @type {Set<ShadowRoot>} */
  const shadows = new Set();
  let last = '';
  let lookedAt = -LEAST_MS;
  let due = 0;
  let patient = true;

  const watcher = new MutationObserver(() => changed());
  probe.catchUp = () => {
    const changed = watcher.takeRecords().length > 0;
    if (due !== 0 || changed) look();
    return changed;
  };
  const watched = { subtree: true, childList: true, characterData: true, attributes: true };
  observeShadows((root) => {
    shadows.add(root);
    watcher.observe(root, watched);
  });
  for (const type of ['load', 'toggle', 'transitionend', 'animationend', 'focusin', 'input']) {
    probe.listen(() => window, type, () => changed());
  }
  probe.listen(() => document, 'DOMContentLoaded', () => look());
  probe.eachDocument(() => {
    last = '';
    patient = true;
    watcher.observe(document, watched);
    probe.native.setTimeout(() => {
      patient = false;
      look();
    }, PARSING_MS);
    changed();
  });

  // What shows at an address is told of that address, though it be the same as before; but not an end that another load
  // came to, which still shows until the page has changed.
  probe.eachRoute((moved) => {
    last = '';
    if (moved) look();
    else if (!ENDS.includes(probe.screen) && due === 0) due = probe.native.setTimeout(look, LEAST_MS);
  });

  function changed() {
    const wait = lookedAt + LEAST_MS - probe.native.now();
    if (wait <= 0) look();
    else if (due === 0) due = probe.native.setTimeout(look, wait);
  }

  function look() {
    probe.native.clearTimeout(due);
    due = 0;
    if (document.body === null && document.readyState === 'loading' && patient) return;
    tell(seen(probe, [document, ...shadows]));
    lookedAt = probe.native.now();
  }

  /** @param {ReturnType<typeof seen>} now */
  function tell(now) {
    if (now.screen === 'blank' && document.readyState === 'loading' && patient) return;
    const digest = `${now.screen}\n${now.kind}\n${now.text}`;
    if (digest === last) return;
    last = digest;
    probe.screen = now.screen;
    void probe.push('info', 'screen', { ...now, busy: isBusy(), buttons: buttonNames() });
  }
}

/** The text that a person sees: a list that is closed shows what is chosen, `innerText` has all of it. @returns {string} */
function visibleText() {
  const whole = document.body?.innerText ?? '';
  const chosen = (/** @type {HTMLSelectElement} */ it) => Array.from(it.selectedOptions, ({ text }) => text).join(' ');
  return Array.from(document.querySelectorAll('select')).reduce(
    (text, it) => (it.innerText === '' ? text : text.replace(it.innerText, () => chosen(it))),
    whole,
  );
}

/** @param {Probe} probe @param {ParentNode[]} roots */
function seen(probe, roots) {
  const text = cut(visibleText(), TEXT_LIMIT).trim();
  const found = probe.config.screens.find((/** @type {any} */ it) =>
    it.where.every((/** @type {Locator} */ locator) => shows(roots, locator)) &&
    !it.without.some((/** @type {Locator} */ locator) => shows(roots, locator)));
  if (found) return { screen: found.screen, kind: found.kind, text };
  return { screen: isBlank(roots) ? 'blank' : 'other', kind: '', text };
}

/** Whether there is neither a word nor a picture nor a field that a person sees. @param {ParentNode[]} roots */
function isBlank(roots) {
  return !roots.some((root) => [...root.querySelectorAll('*')].some((it) => (hasWords(it) || it.matches(SIGHTS)) && isVisible(it)));
}

/** Whether words stand in the element itself, not only in its children. @param {Element} it */
function hasWords(it) {
  return !isMute(it) && [...it.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && (node.textContent ?? '').trim() !== '');
}

/** @returns {boolean} */
function isBusy() {
  return [...document.querySelectorAll('[aria-busy=true],[role=progressbar],[role=status],progress,output')].some(
    (it) => isVisible(it) && (it.textContent?.trim() !== '' || !it.matches('[role=status],output')),
  );
}

/** @returns {string[]} the names of the buttons and links that a person sees */
function buttonNames() {
  const found = document.querySelectorAll(`[role=button],[role=link],${IMPLICIT_ROLES.button},${IMPLICIT_ROLES.link}`);
  return [...found].filter(isVisible).slice(0, 50).map((it) => cut(accessibleName(it), 100)).filter((name) => name !== '');
}

/** @param {(root: ShadowRoot) => void} tell */
function observeShadows(tell) {
  const native = Element.prototype.attachShadow;
  replace(Element.prototype, 'attachShadow', /** @this {Element} */ function (/** @type {ShadowRootInit} */ init) {
    const root = native.call(this, init);
    if (init?.mode === 'open') tell(root);
    return root;
  });
}
