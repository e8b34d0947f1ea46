// @ts-check
/** The first page: sends everybody on to where they belong. */

import { auth } from './api.js';
import { dashboardOf } from './places.js';

const user = auth.remembered();
location.replace(user === null ? '/sign-in' : dashboardOf(user));
