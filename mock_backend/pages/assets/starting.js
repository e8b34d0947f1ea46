// @ts-check
/** The page in a tab that waits for its interview; it says so when the wait is unusually long. */

import { auth } from './api.js';
import { the } from './dom.js';
import { dashboardOf } from './places.js';

const LONG_MS = 35_000;

setTimeout(() => {
  the('[role="status"]').textContent =
    'This takes longer than it should. You can close this tab and start again.';
  the('.spinner').hidden = true;
  the('.actions').hidden = false;
}, LONG_MS);
the('button').addEventListener('click', () => location.assign(dashboardOf(auth.remembered())));
