// @ts-check
/** The dashboards of staff and admins: choose a student and a route, start the interview. */

import { call, explain } from './api.js';
import { the, write } from './dom.js';
import { forRole } from './page.js';
import { bindStarter } from './starter-form.js';

/** @typedef {{id: string, name: string}} Student */

const starter = the('form[data-starter]').dataset.starter === 'admin' ? 'admin' : 'org';
const select = /** @type {HTMLSelectElement} */ (the('select[name="student"]'));

forRole(starter === 'admin' ? 'admin' : 'staff', () => void listStudents());

async function listStudents() {
  const answer = await call('GET', '/api/org/students');
  if (!answer.ok)
    return write(document, { problem: explain(answer, 'Your students could not be listed') });
  /** @type {Student[]} */
  const students = answer.body.students;
  select.replaceChildren(...students.map(({ id, name }) => new Option(name, id)));
  if (students.length === 0)
    return write(document, { progress: 'Your organisation has no students yet.' });
  bindStarter(starter, (form) => ({
    studentId: String(form.get('student')),
    name: select.selectedOptions[0]?.text ?? '',
    route: String(form.get('route')),
  }));
}
