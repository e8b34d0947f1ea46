// @ts-check
/**
 * Finds what a person sees: by css, role and accessible name, text, label, placeholder or test id; visible only.
 *
 * @typedef {object} Locator
 * @property {string} css
 * @property {string} role
 * @property {string} name part of the accessible name, whatever the case; `/…/` is a regular expression
 * @property {boolean} exact the whole name or text, case and all
 * @property {string} text
 * @property {string} label
 * @property {string} placeholder
 * @property {string} testid
 * @property {Locator | null} within
 */

/** Elements that have a role without saying so (ARIA in HTML). @type {Record<string, string>} */
const IMPLICIT_ROLES = {
  article: 'article',
  banner: 'header',
  button: 'button,summary,input[type=button],input[type=submit],input[type=reset],input[type=image]',
  checkbox: 'input[type=checkbox]',
  combobox: 'select:not([multiple]):not([size])',
  contentinfo: 'footer',
  dialog: 'dialog',
  form: 'form',
  group: 'fieldset,details',
  heading: 'h1,h2,h3,h4,h5,h6',
  img: 'img,svg',
  link: 'a[href],area[href]',
  list: 'ul,ol,menu',
  listbox: 'select[multiple],select[size]',
  listitem: 'li',
  main: 'main',
  navigation: 'nav',
  option: 'option',
  paragraph: 'p',
  progressbar: 'progress',
  radio: 'input[type=radio]',
  region: 'section',
  row: 'tr',
  searchbox: 'input[type=search]',
  slider: 'input[type=range]',
  spinbutton: 'input[type=number]',
  status: 'output',
  table: 'table',
  textbox: 'textarea,input:not([type]),input[type=text],input[type=email],input[type=tel],input[type=url]',
};

const FIELDS = 'input,select,textarea,button,meter,output,progress';

/** @param {ParentNode[]} roots @param {Locator} locator @returns {boolean} */
function shows(roots, locator) {
  return found(roots, locator).length > 0;
}

/** @param {ParentNode[]} roots @param {Locator} locator @returns {Element[]} the visible elements that it names */
function found(roots, locator) {
  const places = locator.within === null ? roots : found(roots, locator.within);
  return candidates(places, locator).filter((it) => agrees(it, locator) && isVisible(it));
}

/** @param {ParentNode[]} roots @param {Locator} locator @returns {Element[]} */
function candidates(roots, locator) {
  const selector = selectorOf(locator);
  if (selector === '') return roots.flatMap((root) => holdersOf(root, locator));
  try {
    return roots.flatMap((root) => [...root.querySelectorAll(selector)]);
  } catch {
    return [];
  }
}

/** @param {Locator} locator @returns {string} '' where only the text can tell */
function selectorOf({ css, role, label, placeholder, testid }) {
  if (css) return css;
  if (testid) return `[data-testid="${CSS.escape(testid)}"]`;
  if (placeholder) return '[placeholder]';
  if (label) return `${FIELDS},[aria-label],[aria-labelledby]`;
  if (!role) return '';
  const implicit = IMPLICIT_ROLES[role];
  return `[role~="${CSS.escape(role)}"]${implicit ? `,${implicit}` : ''}`;
}

/** @param {Element} it @param {Locator} locator */
function agrees(it, { role, name, exact, text, label, placeholder }) {
  if (role && !hasRole(it, role)) return false;
  if (name && !agreesWith(accessibleName(it), name, exact)) return false;
  if (label && !agreesWith(accessibleName(it), label, exact)) return false;
  if (placeholder && !agreesWith(it.getAttribute('placeholder') ?? '', placeholder, exact)) return false;
  return !text || agreesWith(wordsOf(it), text, exact);
}

/** @param {Element} it @param {string} role */
function hasRole(it, role) {
  const said = it.getAttribute('role');
  if (said !== null && said.trim() !== '') return said.trim().split(/\s+/)[0] === role;
  return IMPLICIT_ROLES[role] !== undefined && it.matches(/** @type {string} */ (IMPLICIT_ROLES[role]));
}

/** @param {string} found @param {string} wanted @param {boolean} exact */
function agreesWith(found, wanted, exact) {
  const text = squeezed(found);
  const pattern = /^\/(.+)\/([a-z]*)$/.exec(wanted);
  if (pattern) return new RegExp(/** @type {string} */ (pattern[1]), pattern[2]).test(text);
  if (exact) return text === squeezed(wanted);
  return text.toLowerCase().includes(squeezed(wanted).toLowerCase());
}

/** @param {string} text */
const squeezed = (text) => text.replace(/\s+/g, ' ').trim();

/** The innermost elements that hold the text. @param {ParentNode} root @param {Locator} locator @returns {Element[]} */
function holdersOf(root, locator) {
  return [...root.children].flatMap((child) => {
    if (isMute(child) || !mayHold(child, locator)) return [];
    const inner = holdersOf(child, locator);
    if (inner.length > 0) return inner;
    return agreesWith(wordsOf(child), locator.text, locator.exact) ? [child] : [];
  });
}

/** A first look that costs little: scripts count as words here. @param {Element} it @param {Locator} locator */
const mayHold = (it, { text, exact }) => exact || text.startsWith('/') || agreesWith(it.textContent ?? '', text, false);

/** Whether what stands in it is for no person. @param {Element} it */
const isMute = (it) => /^(script|style|noscript|template|head|title)$/i.test(it.tagName);

/** The words in it, scripts left out. @param {Node} it @returns {string} */
function wordsOf(it) {
  if (it.nodeType === Node.TEXT_NODE) return it.textContent ?? '';
  if (it instanceof Element && isMute(it)) return '';
  return [...it.childNodes].map(wordsOf).join('');
}

/** @param {Element} it @returns {boolean} */
function isVisible(it) {
  if (!it.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false;
  const { width, height } = it.getBoundingClientRect();
  return (width > 0 && height > 0) || [...it.children].some(isVisible);
}

/** A short form of the accessible name computation: what pages in practice name things by. @param {Element} it @returns {string} */
function accessibleName(it) {
  const named = [
    () => (it.getAttribute('aria-labelledby') ?? '').split(/\s+/).map((id) => (id && document.getElementById(id)?.textContent) || '').join(' '),
    () => it.getAttribute('aria-label') ?? '',
    () => [.../** @type {any} */ (it).labels ?? []].map((label) => label.textContent).join(' '),
    () => ownName(it),
    () => it.getAttribute('title') ?? '',
    () => it.getAttribute('placeholder') ?? '',
  ];
  for (const name of named) {
    const text = squeezed(name());
    if (text !== '') return text;
  }
  return '';
}

/** @param {Element} it @returns {string} */
function ownName(it) {
  if (it instanceof HTMLInputElement) return /^(button|submit|reset)$/.test(it.type) ? it.value : it.alt;
  if (it instanceof HTMLImageElement) return it.alt;
  if (it.matches('select,textarea')) return '';
  const caption = it.querySelector(':scope > legend,:scope > caption,:scope > figcaption,:scope > title');
  if (caption !== null) return caption.textContent ?? '';
  const pictures = [...it.querySelectorAll('img[alt],[aria-label]')].map((inner) => inner.getAttribute('aria-label') ?? inner.getAttribute('alt'));
  return `${it.textContent ?? ''} ${pictures.join(' ')}`;
}
