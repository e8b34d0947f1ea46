// @ts-check
/** The visa routes that one can practise for. */

/** @type {Record<string, {visaType: string, label: string}>} */
const ROUTES = {
  usa_f1: { visaType: 'F1', label: 'United States · F-1 student' },
  uk_student: { visaType: 'student', label: 'United Kingdom · Student' },
  france_ema: { visaType: 'VLS-TS', label: 'France · Long-stay student' },
};

/**
 * @param {string} route
 * @returns {string} what a person calls it; a route that is not ours keeps its own name
 */
export const labelOf = (route) => ROUTES[route]?.label ?? route;

/** @param {string} route @returns {string} */
export const visaOf = (route) => ROUTES[route]?.visaType ?? route;

/** @returns {HTMLOptionElement[]} */
export const options = () =>
  Object.entries(ROUTES).map(([route, { label }]) => new Option(label, route));
