// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { keyOf } from '../assets/entry.js';
import { Remembered } from '../assets/remembered.js';
import { memoryJar, memoryStorage } from './world.mjs';

const ADA = { uid: 'ada', name: 'Ada; of = "Byron" ✓', idToken: 'i', refreshToken: 'r' };

const throws = () => {
  throw new DOMException('', 'SecurityError');
};
const full = () => ({ ...memoryStorage(), setItem: throws });

/** What the browser has, and two pages of it: one whose storage works, and one as `storage` says. */
function browser({ storage = memoryStorage(), jar = memoryJar(), isSecure = false } = {}) {
  const page = (inStorage) =>
    new Remembered({ storage: inStorage, jar: () => jar, isSecure });
  return { storage, jar, open: page(() => storage), shut: page(throws) };
}

test('what storage keeps is known where storage is blocked later', () => {
  const { open, shut } = browser();

  open.keep(ADA);

  assert.deepEqual([open.uid(), open.user()], ['ada', ADA]);
  assert.deepEqual([shut.uid(), shut.user()], ['ada', ADA]);
});

test('what a blocked storage does not take is known by the cookie', () => {
  const { shut, open } = browser();

  shut.keep(ADA);

  assert.deepEqual([shut.uid(), shut.user()], ['ada', ADA]);
  assert.deepEqual([open.uid(), open.user()], ['ada', ADA]);
});

test('what a full storage refused is known on the next page', () => {
  const storage = full();
  const { open } = browser({ storage });

  open.keep(ADA);

  assert.equal(storage.getItem('auth:uid'), null);
  assert.deepEqual([open.uid(), open.user()], ['ada', ADA]);
});

test('a storage that was emptied remembers nobody, whatever the cookie says', () => {
  const { storage, open } = browser();
  open.keep(ADA);

  storage.removeItem('auth:user');
  storage.removeItem('auth:uid');

  assert.deepEqual([open.uid(), open.user()], [null, null]);
});

test('the next one to be kept by storage is not taken for the one who was refused', () => {
  const { open, shut, storage } = browser();
  shut.keep(ADA);
  open.keep({ ...ADA, uid: 'eve' });

  assert.deepEqual([open.uid(), shut.uid(), storage.getItem('auth:uid')], ['eve', 'eve', 'eve']);
});

for (const name of ['open', 'shut']) {
  test(`where storage is ${name}, nobody is known after the person was forgotten`, () => {
    const { [name]: page, shut, open, storage } = browser({
      storage: memoryStorage(name === 'open' ? { [keyOf('a')]: 'entry' } : {}),
    });
    page.keep(ADA);

    page.forget();

    assert.deepEqual([open.uid(), open.user(), shut.uid(), shut.user()], Array(4).fill(null));
    assert.equal(storage.length, 0);
  });
}

test('the cookie stays on the site, and off the open wire where the page came by https', () => {
  const [plain, secure] = [browser(), browser({ isSecure: true })];

  for (const it of [plain, secure]) {
    it.open.keep(ADA);
    it.open.forget();
  }

  for (const written of plain.jar.written) assert.match(written, /; Path=\/; SameSite=Lax$/);
  for (const written of secure.jar.written)
    assert.match(written, /; Path=\/; SameSite=Lax; Secure$/);
});

for (const cookie of ['', 'not%', '%7B', '%7B%22uid%22%3A1%7D', 'null']) {
  test(`a cookie that says nobody: '${cookie}'`, () => {
    const { shut } = browser({ jar: memoryJar({ other: 'x', 'auth-user': cookie }) });

    assert.deepEqual([shut.uid(), shut.user()], [null, null]);
  });
}

test('where cookies are blocked too, nobody is remembered, and nothing throws', () => {
  const it = new Remembered({ storage: throws, jar: throws, isSecure: false });

  it.keep(ADA);

  assert.deepEqual([it.uid(), it.user()], [null, null]);
  it.forget();
});
