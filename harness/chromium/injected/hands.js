// @ts-check
/**
 * What a person's hand does where the protocol has no word for it; `LOCATORS` stands before this.
 * Each returns null where the thing is not there (yet), or cannot be acted on.
 */

/** @param {Locator} locator @returns {HTMLElement | undefined} */
const first = (locator) => /** @type {any} */ (found([document], locator)[0]);

/** Where to click: the middle of it, once it is in view, still, enabled and uncovered. @param {Locator} locator */
async function place(locator) {
  const it = first(locator);
  if (it === undefined || it.matches(':disabled,[aria-disabled=true]')) return null;
  it.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
  const { left, top, width, height } = it.getBoundingClientRect();
  const [x, y] = [left + width / 2, top + height / 2];
  const hit = document.elementFromPoint(x, y);
  const meant = it.closest('label,button,a') ?? it;
  return hit !== null && (meant.contains(hit) || hit.contains(it)) ? { x, y } : null;
}

/** @param {Locator} locator */
function focus(locator) {
  const it = first(locator);
  if (it === undefined || it.matches(':disabled')) return null;
  it.focus();
  return true;
}

/**
 * Makes ready for typing, so that what is there gives way ('typed'); what is not typed into is given its value.
 * @param {Locator} locator @param {string} text
 */
function fill(locator, text) {
  const it = first(locator);
  if (it === undefined || it.matches(':disabled,[readonly],[aria-disabled=true]')) return null;
  it.focus();
  if (it instanceof HTMLInputElement && /^(color|date|datetime-local|month|range|time|week)$/.test(it.type)) {
    it.value = text;
    for (const type of ['input', 'change']) it.dispatchEvent(new Event(type, { bubbles: true }));
    return 'set';
  }
  if ('select' in it && typeof it.select === 'function') it.select();
  else if (it.isContentEditable) getSelection()?.selectAllChildren(it);
  else return null;
  return 'typed';
}

/** Chooses an option by its label or its value. @param {Locator} locator @param {string} wanted */
function choose(locator, wanted) {
  const it = first(locator);
  if (!(it instanceof HTMLSelectElement) || it.disabled) return null;
  const option = [...it.options].find((one) => squeezed(one.label) === squeezed(wanted) || one.value === wanted);
  if (option === undefined) return null;
  it.value = option.value;
  for (const type of ['input', 'change']) it.dispatchEvent(new Event(type, { bubbles: true }));
  return true;
}

/** @param {Locator} locator */
function isChecked(locator) {
  const it = /** @type {any} */ (first(locator));
  return it === undefined ? null : it.checked === true || it.getAttribute('aria-checked') === 'true';
}

/** @param {Locator} locator */
function clickTwice(locator) {
  const it = first(locator);
  if (it === undefined || it.matches(':disabled')) return null;
  it.click();
  it.click();
  return true;
}

/** @param {Locator} locator */
const sees = (locator) => first(locator) !== undefined;
