// @ts-check
/**
 * What a person can see on the page and act on, as `harness.init.page` names it. Changes nothing.
 * A function that gives two: `page` tells of all of it, `told` of one element. What `isSecret` says
 * of a field is told as if it hid what is typed.
 */
function layerproofLook(isSecret = (/** @type {Element} */ _) => false) {
  const MOST = 400;
  /** @type {Record<string, string>} */
  const ROLES = { A: 'link', BUTTON: 'button', SELECT: 'combobox', TEXTAREA: 'textbox', MAIN: 'main' };
  /** @type {Record<string, string>} */
  const INPUTS = { submit: 'button', button: 'button', checkbox: 'checkbox', radio: 'radio', hidden: '' };

  /** @param {Element} it */
  const isVisible = (it) => {
    const style = getComputedStyle(it);
    return it.getClientRects().length > 0 && style.visibility !== 'hidden';
  };
  /** @param {string | null | undefined} text */
  const plain = (text) => (text ?? '').replace(/\s+/g, ' ').trim().slice(0, 200);
  /** @param {Element} it */
  const roleOf = (it) => {
    const said = it.getAttribute('role');
    if (said) return said;
    if (/^H[1-6]$/.test(it.tagName)) return 'heading';
    if (it instanceof HTMLInputElement) return INPUTS[it.type] ?? 'textbox';
    if (it instanceof HTMLAnchorElement && !it.href) return '';
    return ROLES[it.tagName] ?? '';
  };
  /** @param {Element} it */
  const labelOf = (it) => {
    const labels = /** @type {HTMLInputElement} */ (it).labels;
    if (labels?.length) return plain(labels[0].innerText);
    const ids = (it.getAttribute('aria-labelledby') ?? '').split(' ').filter(Boolean);
    const named = ids.map((id) => document.getElementById(id)?.innerText ?? '').join(' ');
    return plain(it.getAttribute('aria-label') ?? named);
  };
  /** @param {Element} it @param {string} role */
  const nameOf = (it, role) => {
    const said = it.getAttribute('aria-label');
    if (said) return plain(said);
    if (it instanceof HTMLInputElement) return role === 'button' ? plain(it.value) : '';
    if (['main', 'combobox', 'textbox', 'form', 'region'].includes(role) || role === '') return '';
    return plain(/** @type {HTMLElement} */ (it).innerText);
  };
  /** @param {Element} it @param {number} number */
  const told = (it, number) => {
    const role = roleOf(it);
    const isField = it instanceof HTMLInputElement || it instanceof HTMLTextAreaElement || it instanceof HTMLSelectElement;
    const options = it instanceof HTMLSelectElement ? [...it.options].filter((one) => one.value && !one.disabled) : [];
    return {
      number,
      tag: it.tagName.toLowerCase(),
      role,
      name: nameOf(it, role),
      label: isField ? labelOf(it) : '',
      placeholder: it.getAttribute('placeholder') ?? '',
      kind: isSecret(it) ? 'password' : it instanceof HTMLInputElement || it instanceof HTMLButtonElement ? it.type : '',
      test_id: it.getAttribute('data-testid') ?? '',
      href: it instanceof HTMLAnchorElement ? it.href : '',
      form: [...document.forms].indexOf(/** @type {HTMLFormElement} */ (it.closest('form'))) + 1,
      required: isField && it.required,
      filled: isField && it.value !== '',
      options: options.map((one) => plain(one.label)),
      data: Object.fromEntries([...it.attributes].filter((one) => one.name.startsWith('data-')).map((one) => [one.name, one.value])),
    };
  };
  const tells = (/** @type {Element} */ it) =>
    roleOf(it) !== '' || [...it.attributes].some((one) => one.name.startsWith('data-'));
  const page = () => {
    const all = document.body ? [...document.body.querySelectorAll('*')] : [];
    const seen = all.filter((it) => tells(it) && isVisible(it)).slice(0, MOST);
    return {
      url: location.href,
      text: plainText(document.body),
      elements: seen.map((it, at) => told(it, at + 1)),
    };
  };
  return { page, told };

  /** @param {HTMLElement | null} body */
  function plainText(body) {
    return (body?.innerText ?? '').replace(/\s+/g, ' ').trim().slice(0, 20_000);
  }
}
