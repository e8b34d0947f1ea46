// @ts-check
/**
 * Finding and filling elements; an element that a page must have and lacks is an error with its
 * selector.
 */

/**
 * @template {HTMLElement} [E=HTMLElement]
 * @param {string} selector
 * @param {ParentNode} [within]
 * @returns {E}
 */
export function the(selector, within = document) {
  const found = within.querySelector(selector);
  if (found === null) throw new Error(`the page has no ${selector}`);
  return /** @type {E} */ (found);
}

/**
 * Replaces main's content by a template's; says which screen is on, and moves the focus to its
 * heading.
 * @param {string} screen
 * @param {(part: DocumentFragment) => void} fill
 * @param {Record<string, string>} [data] further data attributes of main
 */
export function show(screen, fill, data = {}) {
  const main = the('main');
  const template = /** @type {HTMLTemplateElement} */ (the(`template#${screen}`));
  const part = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
  fill(part);
  main.replaceChildren(part);
  delete main.dataset.kind;
  Object.assign(main.dataset, data, { screen });
  main.querySelector('h1')?.focus();
}

/**
 * Fills the elements that carry `data-text` with the words of that name.
 * @param {ParentNode} within
 * @param {Record<string, string>} words
 */
export function write(within, words) {
  for (const [name, text] of Object.entries(words))
    the(`[data-text="${name}"]`, within).textContent = text;
}
