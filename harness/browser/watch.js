// @ts-check
/**
 * Tells what a person does on the page, and what it shows then. Changes nothing but an entry of its
 * own in sessionStorage between two documents, and tells of no
 * password: what is typed into a field that hides it, or ever did, stays in the page.
 *
 * Each message is the time, and {page, stored, act?}: an act comes with the page as it was before it.
 */
(() => {
  if (window.top !== window) return;
  /** @type {any} */
  const bound = window;
  const GLANCE_MS = 40;
  const BY_ENTER_MS = 500;
  const ACTED_ON = [
    'button, a[href], summary',
    'input[type=submit], input[type=button], input[type=image], input[type=reset]',
    ...['button', 'link', 'menuitem', 'menuitemcheckbox', 'menuitemradio', 'option', 'tab']
      .concat('switch', 'checkbox', 'radio', 'treeitem').map((role) => `[role=${role}]`),
  ].join(', ');
  const CHOSEN = 'input, textarea, select, option, label, [contenteditable]';
  const HIDES = /passw|passcode|secret|\botp\b|\bpin\b/i;
  /** @type {WeakSet<Element>} */
  const hidden = new WeakSet();

  /** @param {Element} it */
  const isSecret = (it) => {
    const said = [it.id, it.getAttribute('name'), it.getAttribute('autocomplete')].join(' ');
    if (!it.matches('input') || it.matches(ACTED_ON + ', [type=checkbox], [type=radio]')) return false;
    return hidden.has(it) || /** @type {any} */ (it).type === 'password' || HIDES.test(said);
  };
  const looker = layerproofLook(isSecret);

  const stored = () => {
    try {
      return { ...localStorage };
    } catch {
      return {};
    }
  };
  // A message may be lost with the document that sent it: the next one of the tab says it again.
  const LAST_WORDS = '__layerproof:unheard';
  /** @type {Map<number, string>} */
  const unheard = new Map();
  /** @param {number} at @param {string} text */
  const send = (at, text) => {
    unheard.set(at, text);
    Promise.resolve(bound.__layerproofWatch?.(at, text)).then(() => unheard.delete(at), () => {});
  };
  const remember = () => {
    try {
      if (unheard.size) sessionStorage.setItem(LAST_WORDS, JSON.stringify([...unheard]));
    } catch {}
  };
  const repeat = () => {
    try {
      const said = JSON.parse(sessionStorage.getItem(LAST_WORDS) ?? '[]');
      sessionStorage.removeItem(LAST_WORDS);
      for (const [at, text] of said) send(at, text);
    } catch {}
  };
  let before = '';
  /** @param {object} [act] */
  const tell = (act) => {
    const now = performance.now();
    document.querySelectorAll('input[type=password]').forEach((it) => hidden.add(it));
    const text = JSON.stringify({ page: looker.page(), stored: stored(), act });
    if (!act && text === before) return;
    before = act ? '' : text;
    send(performance.timeOrigin + now, text);
  };

  /** @param {Element} it */
  const words = (it) => /** @type {HTMLElement} */ (it).innerText?.replace(/\s+/g, ' ').trim().slice(0, 200) ?? '';
  /** @param {Element} it */
  const isOwn = (it) => /^[A-Za-z][A-Za-z_-]*$/.test(it.id);
  /** @param {Element} it @returns {string} */
  const selector = (it) => {
    const tag = it.tagName.toLowerCase();
    if (isOwn(it)) return `#${it.id}`;
    const named = it.getAttribute('name');
    if (named && /^[\w-]+$/.test(named)) return `${tag}[name="${named}"]`;
    const above = it.parentElement;
    if (!above || above === document.documentElement) return tag;
    const alike = [...above.children].filter((one) => one.tagName === it.tagName);
    const place = alike.length > 1 ? `:nth-of-type(${alike.indexOf(it) + 1})` : '';
    return `${selector(above)} > ${tag}${place}`;
  };
  /** @param {string} verb @param {Element} it @param {string} [value] */
  const act = (verb, it, value = '') => {
    const secret = isSecret(it);
    // What a person has typed there is not what the thing is called by.
    const text = /** @type {any} */ (it).isContentEditable ? '' : words(it);
    const element = { ...looker.told(it, 0), text, css: selector(it) };
    tell({ verb, value: secret && verb === 'fill' ? '' : value, element });
  };

  /** @param {Event} event */
  const target = (event) => /** @type {any} */ (event.composedPath()[0]);
  /** What a click is meant for: the nearest thing to act on, else what the pointer says is one.
   * @param {Event} event @returns {Element | null} */
  const meant = (event) => {
    const path = /** @type {Element[]} */ (event.composedPath().filter((it) => it instanceof Element));
    const plain = path.find((it) => it.matches(ACTED_ON) || it.matches(CHOSEN));
    if (plain) return plain.matches(ACTED_ON) ? plain : null;
    const pointed = path.filter((it) => it !== document.body && getComputedStyle(it).cursor === 'pointer');
    return pointed.at(-1) ?? null;
  };

  // Enter in a field clicks its form's button: that is told once, as the key.
  let entered = { form: /** @type {unknown} */ (null), at: -BY_ENTER_MS };
  /** @param {MouseEvent} event @param {any} it */
  const byEnter = (event, it) =>
    event.detail === 0 && it.form && it.form === entered.form && event.timeStamp - entered.at < BY_ENTER_MS;

  addEventListener('click', (event) => {
    const it = event.isTrusted ? meant(event) : null;
    if (it && !byEnter(event, it)) act('click', it);
  }, true);
  addEventListener('input', (event) => {
    const it = target(event);
    if (it.isContentEditable) act('fill', it, words(it));
    else if (it instanceof HTMLTextAreaElement) act('fill', it, it.value);
    else if (it instanceof HTMLInputElement && !['checkbox', 'radio', 'file'].includes(it.type)) act('fill', it, it.value);
  }, true);
  addEventListener('change', (event) => {
    const it = target(event);
    if (it instanceof HTMLSelectElement) act('select', it, it.selectedOptions[0]?.label.replace(/\s+/g, ' ').trim());
    else if (it instanceof HTMLInputElement && ['checkbox', 'radio'].includes(it.type)) act(it.checked ? 'check' : 'click', it);
  }, true);
  // Last of all: by then the page has said whether the key means anything to it.
  addEventListener('keydown', (event) => {
    const it = target(event);
    if (event.key !== 'Enter' || !event.isTrusted || event.isComposing) return;
    const typed = it instanceof HTMLInputElement && !it.matches(ACTED_ON);
    const longer = it instanceof HTMLTextAreaElement || it.isContentEditable;
    if ((typed && (it.form || event.defaultPrevented)) || (longer && event.defaultPrevented)) {
      act('press', it, 'Enter');
      entered = { form: it.form, at: event.timeStamp };
    }
  });

  let planned = false;
  const soon = () => {
    if (planned) return;
    planned = true;
    setTimeout(() => { planned = false; tell(); }, GLANCE_MS);
  };
  new MutationObserver(soon).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
  for (const name of ['DOMContentLoaded', 'load', 'pageshow', 'popstate', 'hashchange']) addEventListener(name, soon);
  addEventListener('pagehide', () => { tell(); remember(); });
  repeat();
})();
