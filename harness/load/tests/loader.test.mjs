// @ts-check
/**
 * Holds the page's loader to `cases.json`, the table that Python's loader is held to as well.
 *
 * `LAYERPROOF_PAGE` names the folder of the page's modules.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';

const ASSETS = pathToFileURL(`${process.env.LAYERPROOF_PAGE}/assets/`);
const TABLE = new URL('../cases.json', import.meta.url);
const { load } = await import(new URL('loader.js', ASSETS).href);
const { prepare } = await import(new URL('progress.js', ASSETS).href);
const { keyOf } = await import(new URL('entry.js', ASSETS).href);
const { VirtualClock, memoryStorage } = await import(new URL('../tests/world.mjs', ASSETS).href);

const { payload: valid, cases } = JSON.parse(readFileSync(TABLE, 'utf8'));

/** The valid payload with what stands at dotted paths replaced; `$absent` takes it away. */
function changed(changes) {
  const whole = structuredClone(valid);
  for (const [path, value] of Object.entries(changes)) {
    const names = path.split('.');
    const last = names.pop();
    const table = names.reduce((found, name) => found[name], whole);
    if (value === '$absent') delete table[last];
    else table[last] = value;
  }
  return whole;
}

/** A text, or JSON of what the table says. */
const bodyOf = ({ text, payload, ...rest }) =>
  text ?? (payload === undefined ? '{}' : JSON.stringify({ ...rest, payload: changed(payload) }));

function storageOf({ storage, entry }, key) {
  const held = entry ? { [key]: bodyOf(entry) } : {};
  const works = memoryStorage(held);
  const refuses = () => {
    throw new Error('refused');
  };
  if (storage === 'blocked') return { works, given: refuses };
  return { works, given: () => (storage === 'full' ? { ...works, setItem: refuses } : works) };
}

const never = () => new Promise(() => {});

/** What a table's word for auth gives: `hangs`, `fails`, or the value, perhaps later. */
async function gives(clock, what, after_ms = 0) {
  if (what === 'hangs') return never();
  if (what === 'fails') throw new Error('no answer');
  if (after_ms) await new Promise((resolve) => clock.after(() => resolve(null), after_ms));
  return what;
}

async function answer(clock, said) {
  if (said === 'hangs') return never();
  if (said === 'refuses') throw new TypeError('Failed to fetch');
  await gives(clock, null, said.after_ms);
  const { status, headers = {}, text, payload } = said;
  const body = text ?? (payload ? JSON.stringify(changed(payload)) : '{}');
  return new Response(status === 204 ? null : body, { status, headers });
}

function authOf(clock, { remembered = 'ada', settled = { uid: 'ada' }, ...tokens }) {
  const { token = 'token-1', fresh = 'token-2' } = tokens;
  const known = typeof settled === 'string' ? { uid: settled } : settled;
  return {
    rememberedUid: () => remembered,
    settled: async () => {
      const uid = await gives(clock, known.uid, known.after_ms);
      return uid === null ? null : { uid };
    },
    token: () => gives(clock, token),
    freshToken: () => gives(clock, fresh),
  };
}

/** What of the entry is there at the end. */
function left(raw, it) {
  if (raw === null) return 'none';
  return it.entry && raw === bodyOf(it.entry) ? 'as it was' : JSON.parse(raw).payload;
}

async function observed(it) {
  const id = it.id ?? 'abc';
  const key = keyOf(id);
  const clock = new VirtualClock();
  const began = clock.now();
  const [asked, paths] = [[], new Set()];
  const { works, given } = storageOf(it, key);
  const world = {
    clock,
    storage: given,
    fetch: (path, { headers }) => {
      asked.push([Math.round(clock.now() - began), headers.authorization.replace('Bearer ', '')]);
      paths.add(path);
      const { answers } = it;
      return answer(clock, answers[Math.min(asked.length, answers.length) - 1]);
    },
    random: () => it.random ?? 0.5,
    auth: authOf(clock, it),
    gate: async () => {},
    say: () => {},
    report: () => {},
  };
  const state = prepare(id, world, began + (it.limit_ms ?? 15_000));
  const ending = await clock.until(load(state));
  const entry = left(works.getItem(key), it);
  return {
    outcome: ending.outcome,
    layer: ending.layer,
    kind: ending.kind,
    attempts: ending.attempts,
    reasons: ending.reasons,
    paths: [...paths],
    took_ms: Math.round(clock.now() - began),
    asked,
    entry: typeof entry === 'string' ? entry : 'stored',
    same: typeof entry === 'string' || JSON.stringify(entry) === JSON.stringify(ending.payload),
  };
}

for (const it of cases) {
  test(it.case, async () => {
    const { same, ...seen } = await observed(it);

    assert.ok(same, 'what is stored is not what is shown');
    assert.deepEqual(seen, it.ends);
  });
}
