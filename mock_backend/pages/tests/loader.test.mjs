// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { keyOf } from '../assets/entry.js';
import { load } from '../assets/loader.js';
import { prepare } from '../assets/progress.js';
import { ID, hangs, json, memoryStorage, payload, refuses, stored, world } from './world.mjs';

const LIMIT_MS = 14_400;

const run = ({ here, clock }, limit = LIMIT_MS) =>
  clock.until(load(prepare(ID, here, clock.now() + limit)));

test('a stored session is ready at once and asks nobody', async () => {
  const it = world({ entries: stored() });

  const ending = await run(it);

  assert.deepEqual([ending.outcome, ending.layer, ending.attempts], ['ready', 'storage', 0]);
  assert.deepEqual(it.seen.asked, []);
});

for (const [why, text] of Object.entries({
  corrupt: '{"version":',
  'not an object': '7',
  'of an older build': JSON.stringify({ version: 1, reader: 'ada', payload: payload() }),
  "another reader's": stored('bob')[keyOf(ID)],
  'another id': stored('ada', payload({ firestoreInterviewId: 'other' }))[keyOf(ID)],
  'of a wrong shape': stored('ada', payload({ firstQuestion: undefined }))[keyOf(ID)],
})) {
  test(`an entry that is ${why} is removed and the server answers`, async () => {
    const removed = [];
    const storage = {
      ...memoryStorage({ [keyOf(ID)]: text }),
      removeItem: (key) => removed.push(key),
    };
    const it = world({ storage, answers: [json(200, payload())] });

    const ending = await run(it);

    assert.deepEqual([ending.outcome, ending.layer], ['ready', 'server']);
    assert.deepEqual(removed, [keyOf(ID)]);
    assert.equal(it.seen.reported[0].layer, 'storage');
  });
}

test('an entry counts for nobody when nobody is remembered', async () => {
  const it = world({
    entries: stored(),
    auth: { rememberedUid: () => null, settled: async () => null },
  });

  assert.equal((await run(it)).kind, 'signed-out');
  assert.equal(it.storage.getItem(keyOf(ID)), null);
});

test('the server payload is validated, then stored, then shown', async () => {
  const it = world({ answers: [json(200, payload())] });

  const ending = await run(it);

  assert.deepEqual(ending.payload, payload());
  assert.deepEqual(JSON.parse(it.storage.getItem(keyOf(ID))).payload, payload());
  assert.deepEqual(it.seen.gates, [
    'runner.before-read',
    'runner.before-fetch',
    'runner.before-write',
    'runner.before-show',
  ]);
  assert.deepEqual(
    it.seen.asked.map((ask) => ask.authorization),
    ['Bearer token-1'],
  );
});

for (const [status, kind] of [
  [400, 'not-found'],
  [404, 'not-found'],
  [403, 'forbidden'],
  [410, 'expired'],
]) {
  test(`${status} ends as ${kind} after one attempt`, async () => {
    const it = world({ answers: [json(status)] });

    assert.equal((await run(it)).kind, kind);
    assert.equal(it.seen.asked.length, 1);
  });
}

for (const status of [408, 429, 500, 503]) {
  test(`${status} is tried three times with growing waits and ends as server`, async () => {
    const it = world({ answers: [json(status)] });

    assert.equal((await run(it)).kind, 'server');
    assert.deepEqual(
      it.seen.asked.map((ask) => ask.at),
      [0, 1_000, 3_000],
    );
    assert.deepEqual(it.seen.said.slice(1), ['server 1', 'server 2', 'server 3']);
  });
}

test('a refused connection is tried three times and ends as network', async () => {
  const it = world({ answers: [refuses] });

  assert.equal((await run(it)).kind, 'network');
  assert.equal(it.seen.asked.length, 3);
});

test('a hanging server is given 3.5 s an attempt, and the load ends in time', async () => {
  const it = world({ answers: [hangs] });

  assert.equal((await run(it)).kind, 'network');
  assert.deepEqual(
    it.seen.asked.map((ask) => ask.at),
    [0, 4_500, 10_000],
  );
  assert.equal(it.clock.now() - 1_000, 13_500);
});

test('a body that never ends is a timeout too', async () => {
  const endless = (signal) =>
    new Response(
      new ReadableStream({
        start: (to) => signal.addEventListener('abort', () => to.error(new Error('aborted'))),
      }),
    );
  const it = world({ answers: [endless] });

  assert.equal((await run(it)).kind, 'network');
  assert.ok(it.clock.now() - 1_000 <= LIMIT_MS);
});

test('the second answer counts when the first one failed', async () => {
  const it = world({ answers: [json(503), json(200, payload())] });

  const ending = await run(it);

  assert.deepEqual([ending.outcome, ending.attempts], ['ready', 2]);
});

test('Retry-After wins over the own wait', async () => {
  const it = world({ answers: [json(429, {}, { 'retry-after': '4' }), json(200, payload())] });

  assert.equal((await run(it)).outcome, 'ready');
  assert.deepEqual(
    it.seen.asked.map((ask) => ask.at),
    [0, 4_000],
  );
});

test('a Retry-After longer than the time left ends the load at once', async () => {
  const it = world({ answers: [json(503, {}, { 'retry-after': '60' })] });

  assert.equal((await run(it)).kind, 'server');
  assert.equal(it.clock.now(), 1_000);
});

test('401 is tried once more, at once, with a fresh token', async () => {
  const it = world({ answers: [json(401), json(200, payload())] });

  assert.equal((await run(it)).outcome, 'ready');
  assert.deepEqual(
    it.seen.asked.map((ask) => ask.authorization),
    ['Bearer token-1', 'Bearer token-2'],
  );
  assert.equal(it.clock.now(), 1_000);
});

test('401 twice means signed out', async () => {
  const it = world({ answers: [json(401)] });

  assert.equal((await run(it)).kind, 'signed-out');
  assert.equal(it.seen.asked.length, 2);
});

test('auth that settles late is waited for', async () => {
  const it = world({ answers: [json(200, payload())] });
  it.here.auth.settled = () =>
    new Promise((resolve) => it.clock.after(() => resolve({ uid: 'ada' }), 3_900));

  assert.equal((await run(it)).outcome, 'ready');
});

test('auth that never settles is not taken for signed out', async () => {
  const it = world({ auth: { settled: () => new Promise(() => {}) } });

  const ending = await run(it);

  assert.deepEqual([ending.kind, ending.reasons.auth], ['network', 'auth-late']);
  assert.equal(it.clock.now() - 1_000, 4_000);
});

for (const [what, answer] of Object.entries({
  'no JSON': () => new Response('<html>', { status: 200 }),
  'no payload': json(200, {}),
  'of another id': json(200, payload({ firestoreInterviewId: 'other' })),
  'an unknown status': json(418),
})) {
  test(`an answer that is ${what} is corrupt, not stored and not repeated`, async () => {
    const it = world({ answers: [answer] });

    assert.equal((await run(it)).kind, 'corrupt');
    assert.equal(it.seen.asked.length, 1);
    assert.equal(it.storage.getItem(keyOf(ID)), null);
  });
}

test('a storage that throws does not stop the load', async () => {
  const it = world({ answers: [json(200, payload())] });
  it.here.storage = () => {
    throw new DOMException('', 'SecurityError');
  };

  const ending = await run(it);

  assert.deepEqual([ending.outcome, ending.reasons.storage], ['ready', 'blocked']);
});

test('a storage that is full does not stop the load', async () => {
  const full = {
    ...memoryStorage(),
    setItem: () => {
      throw new DOMException('', 'QuotaExceededError');
    },
  };
  const it = world({ storage: full, answers: [json(200, payload())] });

  assert.equal((await run(it)).outcome, 'ready');
});

test('each failure is one line without a token', async () => {
  const it = world({ answers: [json(503), refuses, json(404)] });

  await run(it);

  assert.deepEqual(
    it.seen.reported.map(({ layer, attempt, status }) => [layer, attempt, status]),
    [
      ['storage', 1, 'missing'],
      ['server', 1, 503],
      ['server', 2, 'no-answer'],
      ['server', 3, 404],
    ],
  );
  assert.doesNotMatch(JSON.stringify(it.seen.reported), /token/);
});

test('an attempt that could not end in time is not begun', async () => {
  const it = world({ answers: [hangs] });

  assert.equal((await run(it, 9_000)).kind, 'network');
  assert.ok(it.clock.now() - 1_000 <= 9_000);
});
