// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Auth } from '../assets/auth.js';
import { forgetAll, keyOf } from '../assets/entry.js';
import { currentQuestion, isPayload } from '../assets/payload.js';
import { backoff, retryAfter } from '../assets/retry.js';
import { VirtualClock, json, memoryJar, memoryStorage, payload, refuses } from './world.mjs';

const user = (expiresAt) => ({
  uid: 'ada',
  email: 'ada@example.test',
  role: 'student',
  name: 'Ada',
  idToken: 'old',
  refreshToken: 'r',
  expiresAt,
});

const signedIn = (expiresAt) =>
  memoryStorage({ 'auth:user': JSON.stringify(user(expiresAt)), 'auth:uid': 'ada' });

function auth(storage, ...answers) {
  const clock = new VirtualClock();
  const asked = [];
  const jar = memoryJar();
  const fetch = (path) =>
    Promise.resolve().then(() => answers[Math.min(asked.push(path), answers.length) - 1]());
  const places = { storage: () => storage, jar: () => jar, isSecure: false };
  return { it: new Auth({ ...places, fetch, clock }), clock, asked };
}

const blocked = () => {
  throw new DOMException('', 'SecurityError');
};

const renewed = json(200, {
  uid: 'ada',
  role: 'student',
  name: 'Ada',
  idToken: 'new',
  refreshToken: 'r2',
  expiresIn: 3600,
});

test('waits are 1 s and 2 s, each within a quarter', () => {
  assert.deepEqual([backoff(1, () => 0), backoff(1, () => 1)], [750, 1_250]);
  assert.deepEqual([backoff(2, () => 0), backoff(2, () => 1)], [1_500, 2_500]);
});

for (const [asked, wait] of [
  ['2', 2_000],
  ['0', 0],
  ['Fri, 02 Jan 2026 03:04:15 GMT', 10_000],
  ['soon', null],
  ['-1', null],
  ['', null],
]) {
  test(`Retry-After: ${asked || 'none'}`, () => {
    const headers = new Headers({
      date: 'Fri, 02 Jan 2026 03:04:05 GMT',
      ...(asked && { 'retry-after': asked }),
    });

    assert.equal(retryAfter(headers, 0), wait);
  });
}

test('a payload lacks nothing', () => {
  assert.ok(isPayload(payload()));
  for (const field of Object.keys(payload()))
    assert.ok(!isPayload(payload({ [field]: undefined })), field);
  for (const field of Object.keys(payload().apiSession)) {
    assert.ok(
      !isPayload(payload({ apiSession: { ...payload().apiSession, [field]: undefined } })),
      field,
    );
  }
});

test('the question to answer is the last one asked, and none after the last answer', () => {
  const asked = (...history) =>
    payload({ apiSession: { ...payload().apiSession, conversationHistory: history } });
  const [first, mine, next] = [
    { role: 'interviewer', content: 'One?' },
    { role: 'student', content: 'Yes.' },
    { role: 'interviewer', content: 'Two?' },
  ];

  assert.equal(currentQuestion(asked()), 'Why here?');
  assert.equal(currentQuestion(asked(first, mine, next)), 'Two?');
  assert.equal(currentQuestion(asked(first, mine)), null);
});

test('only entries of interviews are forgotten', () => {
  const storage = memoryStorage({ [keyOf('a')]: '1', [keyOf('b')]: '2', theme: 'dark' });

  forgetAll(storage);

  assert.deepEqual([storage.length, storage.getItem('theme')], [1, 'dark']);
});

test('a valid token is used without asking anybody', async () => {
  const { it, clock, asked } = auth(signedIn(Number.MAX_SAFE_INTEGER));

  assert.equal(await clock.until(it.token()), 'old');
  assert.deepEqual(asked, []);
});

test('an expired token is exchanged before auth settles, once for all who wait', async () => {
  const storage = signedIn(0);
  const { it, clock, asked } = auth(storage, renewed);

  const [user, token] = await clock.until(Promise.all([it.settled(), it.token()]));

  assert.deepEqual([user?.idToken, token, asked], ['new', 'new', ['/api/auth/token']]);
  assert.equal(JSON.parse(storage.getItem('auth:user')).refreshToken, 'r2');
});

test('a refused refresh token signs out and removes every entry', async () => {
  const storage = signedIn(0);
  storage.setItem(keyOf('a'), 'entry');
  const { it, clock } = auth(storage, json(401));

  assert.equal(await clock.until(it.settled()), null);
  assert.equal(storage.length, 0);
});

test('a silent token endpoint leaves the person signed in, and is asked again later', async () => {
  const storage = signedIn(0);
  const { it, clock, asked } = auth(storage, refuses, refuses, renewed);

  await assert.rejects(clock.until(it.settled()), /token: no answer/);

  assert.equal(it.rememberedUid(), 'ada');
  assert.equal(asked.length, 2);
  assert.equal((await clock.until(it.settled()))?.idToken, 'new');
});

test('a blocked storage and no cookie remember nobody', async () => {
  const { it, clock } = auth(null);
  it.surroundings.storage = blocked;

  assert.equal(it.rememberedUid(), null);
  assert.equal(await clock.until(it.settled()), null);
});
