// @ts-check
/**
 * Says of the pages beside it whether they are broken in the way that a defect says:
 *
 *     node broken.mjs retry-after-date-ignored      prints `true` or `false`
 */

import { readFileSync } from 'node:fs';
import vm from 'node:vm';

import { api, hurry, idle, page, started } from './surroundings.mjs';
import { ID, READER, hangs, json, payload, stored, world } from '../pages/tests/world.mjs';

const LIMIT_MS = 14_400;
const CHOICE = { studentId: READER, name: 'Ada', route: 'usa_f1' };
const SCREEN = { tell() {}, complain() {} };
const never = () => new Promise(() => {});

/** @param {string} name */
const asset = (name) => import(`../pages/assets/${name}.js`);

/** What becomes of a load in this world. */
async function ended(it) {
  const [{ load }, { prepare }] = await Promise.all([asset('loader'), asset('progress')]);
  return it.clock.until(load(prepare(ID, it.here, it.clock.now() + LIMIT_MS)));
}

/** The tab of a starter, when start is answered like this. */
async function opened(start) {
  const { tab } = page(api(start));
  const { startInNewTab } = await asset('starter');
  await startInNewTab('org', CHOICE, SCREEN);
  return tab;
}

/** The tab of a starter that is held at this gate while all short waits come to an end. */
async function heldAt(gate) {
  const { tab } = page(api(started));
  globalThis.__gate = (name) => (name === gate ? never() : undefined);
  globalThis.setTimeout = (run, ms) => ms < 2_000 && setImmediate(run);
  const { startInNewTab } = await asset('starter');
  void startInNewTab('org', CHOICE, SCREEN);
  await idle();
  return tab;
}

/** How often each path was asked for by a starter that is answered like this. */
async function askedBy(answer) {
  const { asked } = page(answer);
  const { startInNewTab } = await asset('starter');
  await startInNewTab('org', CHOICE, SCREEN);
  return Object.fromEntries(asked.map((path) => [path, asked.filter((it) => it === path).length]));
}

/** What was sent by `sendBeacon`, after a load that ended so. */
async function reported({ beacons, document }, { hidden }) {
  const { watch } = await asset('telemetry');
  const sofar = { attempts: 1, spent: {}, reasons: { storage: 'missing' } };
  const end = watch('load-1', 0, sofar);
  document.visibilityState = hidden ? 'hidden' : 'visible';
  document.dispatchEvent(new Event('visibilitychange'));
  end({ ...sofar, outcome: 'ready', layer: 'server', kind: null });
  return Promise.all(beacons.map(async (blob) => JSON.parse(await blob.text())));
}

/** @type {Record<string, () => Promise<boolean>>} */
const BROKEN = {
  async 'retry-after-date-ignored'() {
    const dates = {
      date: 'Fri, 02 Jan 2026 03:04:05 GMT',
      'retry-after': 'Fri, 02 Jan 2026 03:04:09 GMT',
    };
    const it = world({ answers: [json(503, {}, dates), json(200, payload())] });
    await ended(it);
    return it.seen.asked[1].at < 4_000;
  },

  async 'body-read-untimed'() {
    const stalls = (signal) =>
      new Response(
        new ReadableStream({
          start(to) {
            it.clock.after(() => to.close(), 9_000);
            signal.addEventListener('abort', () => to.error(new Error('aborted')));
          },
        }),
      );
    const it = world({ answers: [stalls, json(200, payload())] });
    await ended(it).catch(() => null);
    return it.seen.asked.length === 1;
  },

  async 'html-error-is-corrupt'() {
    const html = () => new Response('<h1>Bad Gateway</h1>', { status: 502 });
    return (await ended(world({ answers: [html] }))).kind === 'corrupt';
  },

  async 'old-token-sent-again'() {
    const it = world({ answers: [json(401), json(200, payload())] });
    await ended(it);
    return it.seen.asked[1].authorization === 'Bearer token-1';
  },

  async 'tab-copy-outlives-sign-out'() {
    page();
    await ended(world({ entries: stored() }));
    const next = world({ answers: [json(403)], auth: { rememberedUid: () => 'bob' } });
    return (await ended(next)).outcome === 'ready';
  },

  async 'old-deadline-kept-on-retry'() {
    const { main, document } = page();
    const [, guard] = /<script>(.*?)<\/script>/s.exec(readFileSync('pages/interview.html', 'utf8'));
    const timers = [];
    globalThis.setTimeout = (run) => timers.push(run);
    globalThis.clearTimeout = (nth) => void delete timers[nth - 1];
    vm.runInThisContext(guard);
    document.dispatchEvent(new Event('load-again'));
    timers[0]?.();
    return main.dataset.screen === 'error';
  },

  async 'last-answer-not-renewed'() {
    const history = [{ role: 'interviewer', content: 'Why?' }, { role: 'student', content: 'So.' }];
    const session = { ...payload().apiSession, conversationHistory: history };
    page(json(200, { session }));
    const { hold } = await asset('session');
    await hold(ID, payload(), () => {}).answer('So.');
    return localStorage.getItem(`interview:init:${ID}`) === null;
  },

  async 'online-starts-second-load'() {
    const { asked, events } = page();
    await asset('runner');
    await idle();
    events.dispatchEvent(new Event('online'));
    await idle();
    return asked.length > 1;
  },

  async 'start-failure-leaves-tab'() {
    return !(await opened(json(503))).closed;
  },

  async 'start-raced-with-clock'() {
    hurry();
    return (await opened(never)).location.href !== '';
  },

  async 'blank-tab-while-starting'() {
    return (await opened(started)).opened !== '/starting';
  },

  async 'abandoned-is-final'() {
    const outcomes = (await reported(page(), { hidden: true })).map(({ outcome }) => outcome);
    return outcomes.join() === 'abandoned';
  },

  async 'reasons-only-for-errors'() {
    const [message] = await reported(page(), { hidden: false });
    return message.reasons.storage === undefined;
  },

  async 'slow-start-passed-over'() {
    hurry();
    return (await opened(never)).location.href !== '';
  },

  async 'slow-create-asked-again'() {
    hurry();
    return (await askedBy(() => never()))['/api/org/interviews'] > 1;
  },

  async 'tab-sent-on-without-entry'() {
    return (await heldAt('starter.before-write')).location.href !== '';
  },

  async 'start-left-out-when-slow'() {
    return (await heldAt('starter.before-start')).location.href !== '';
  },

  async 'stored-for-a-second-at-most'() {
    const it = world({ answers: [json(200, payload())] });
    it.here.gate = (name) =>
      new Promise((resolve) => it.clock.after(resolve, name === 'runner.before-write' ? 2_000 : 0));
    await ended(it);
    return it.here.storage().getItem(`interview:init:${ID}`) === null;
  },

  async 'server-asked-beside-storage'() {
    const it = world({ entries: stored(), answers: [json(200, payload())] });
    it.here.gate = (name) =>
      new Promise((resolve) => it.clock.after(resolve, name === 'runner.before-read' ? 2_000 : 0));
    await ended(it);
    return it.seen.asked.length > 0;
  },

  async 'given-up-after-a-second'() {
    page();
    const [, guard] = /<script>(.*?)<\/script>/s.exec(readFileSync('pages/interview.html', 'utf8'));
    const waits = [];
    globalThis.setTimeout = (_, ms) => waits.push(ms);
    vm.runInThisContext(guard);
    return waits[0] < 14_000;
  },

  async 'attempt-cut-short'() {
    const it = world({ answers: [hangs, json(200, payload())] });
    await ended(it);
    return it.seen.asked[1].at - it.seen.asked[0].at < 3_500;
  },

  async 'late-entry-loads-anew'() {
    const { asked, events } = page();
    await asset('runner');
    await idle();
    events.dispatchEvent(Object.assign(new Event('storage'), { key: `interview:init:${ID}` }));
    await idle();
    return asked.length > 1;
  },
};

const isBroken = await BROKEN[process.argv[2] ?? '']();
process.stdout.write(String(isBroken), () => process.exit());
