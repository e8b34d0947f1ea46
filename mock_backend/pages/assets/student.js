// @ts-check
/** The student's pages: the dashboard with its starter and list, and the practice page. */

import { call, explain } from './api.js';
import { the } from './dom.js';
import { drawInterviews } from './interview-list.js';
import { forRole } from './page.js';
import { bindStarter } from './starter-form.js';

const starter =
  the('form[data-starter]').dataset.starter === 'student' ? 'student' : 'student-dashboard';

forRole('student', (user) => {
  bindStarter(starter, (form) => ({
    studentId: user.uid,
    name: user.name,
    route: String(form.get('route')),
  }));
  if (starter === 'student-dashboard') void list();
});

async function list() {
  const answer = await call('GET', '/api/interviews');
  drawInterviews(
    the('[data-list]'),
    answer.ok ? answer.body.interviews : explain(answer, 'Your interviews could not be listed'),
  );
}
