// @ts-check
/** Draws a list of interviews: an empty one and one that could not be fetched say so. */

import { labelOf } from './routes.js';

/**
 * @typedef {{id: string, studentName: string, route: string, status: string, createdAt: string}}
 *   Interview
 */

/** @type {Record<string, string>} */
const STATUS = { scheduled: 'Scheduled', in_progress: 'In progress', completed: 'Completed' };

/**
 * @param {HTMLElement} into
 * @param {Interview[] | string} interviews or why there are none
 */
export function drawInterviews(into, interviews) {
  if (typeof interviews === 'string' || interviews.length === 0) {
    const note = document.createElement('p');
    note.className = 'empty';
    note.textContent =
      typeof interviews === 'string'
        ? interviews
        : 'No interviews yet. Start your first one above.';
    return into.replaceChildren(note);
  }
  const list = document.createElement('ul');
  list.className = 'interviews';
  list.append(...interviews.map(row));
  into.replaceChildren(list);
}

/** @param {Interview} interview */
function row({ id, studentName, route, status, createdAt }) {
  const item = document.createElement('li');
  const when = new Date(createdAt).toLocaleDateString('en', { dateStyle: 'medium' });
  item.append(
    part('strong', studentName),
    part('span', `${labelOf(route)} · ${when}`),
    part('span', STATUS[status] ?? status, 'chip'),
  );
  if (status !== 'completed') {
    const link = part('a', 'Resume');
    link.setAttribute('href', `/interview/${encodeURIComponent(id)}`);
    link.setAttribute('aria-label', `Resume the interview of ${when}, ${labelOf(route)}`);
    item.append(link);
  }
  return item;
}

/** @param {string} tag @param {string} text @param {string} [name] */
function part(tag, text, name = '') {
  const element = document.createElement(tag);
  element.textContent = text;
  if (name !== '') element.className = name;
  return element;
}
