/**
 * Loads a room in layers, and always comes to an end before the deadline:
 *
 *     storage ── an entry that counts ──────────────────────────▶ ready
 *        └─ none ─▶ who asks? ─▶ server, up to 3 tries ─▶ kept ─▶ ready
 *                                   └─ refused, or out of tries ─▶ trouble, of one kind
 */

import { isOn } from '@/defects';
import { type Content, isContent } from '@/shared/room';
import { keyOf, packed, unpacked } from './entry';
import { freshToken, rememberedUid, settled, token } from './identity';
import { TooLate, pause, within } from './time';

export type Trouble =
  | 'not-found'
  | 'signed-out'
  | 'forbidden'
  | 'expired'
  | 'network'
  | 'server'
  | 'corrupt';

export type Source = 'storage' | 'server';
export type Leg = Source | 'auth';

/** A load under way; what it did so far can be read from it at any time. */
export interface Load {
  readonly room: string;
  readonly until: number;
  readonly say: (line: string) => void;
  tries: number;
  took: Record<Leg, number | null>;
  because: Partial<Record<Leg, string>>;
}

export type Ending =
  | { result: 'ready'; source: Source; content: Content }
  | { result: 'error'; trouble: Trouble };

type Answer = { content: Content } | { trouble: Trouble; status: number | string; wait?: number };

const TRIES = 3;
const TRY_MS = 3_500;
const SHORTEST_TRY_MS = 300;
const WAITS_MS = [1_000, 2_000];
const SPREAD = 0.25;
const IDENTITY_MS = 4_000;

export function prepare(room: string, until: number, say: (line: string) => void): Load {
  const took = { storage: null, auth: null, server: null };
  return { room, until, say, tries: 0, took, because: {} };
}

export async function load(state: Load): Promise<Ending> {
  const stored = await timed(state, 'storage', () => fromStorage(state));
  if (stored !== null) {
    if (isOn('stored-still-asks')) void ask(state, await token(), AbortSignal.timeout(TRY_MS));
    return { result: 'ready', source: 'storage', content: stored };
  }
  const answer = await fromServer(state);
  if ('trouble' in answer) return { result: 'error', trouble: answer.trouble };
  keep(answer.content);
  return { result: 'ready', source: 'server', content: answer.content };
}

async function fromStorage(state: Load): Promise<Content | null> {
  state.say('Checking this browser…');
  const began = performance.now();
  let because = 'blocked';
  try {
    const key = keyOf(state.room);
    const found = unpacked(window.localStorage.getItem(key), state.room, rememberedUid());
    if ('content' in found) return found.content;
    because = found.because;
    if (because !== 'missing') window.localStorage.removeItem(key);
  } catch {
    // A storage that throws supplies nothing, whatever it refused.
  }
  failed(state, 'storage', 1, because, began);
  return null;
}

async function fromServer(state: Load): Promise<Answer> {
  state.say('Asking our server…');
  const refused = await timed(state, 'auth', () => whoAsks(state));
  return refused ?? (await timed(state, 'server', () => tries(state)));
}

/** Why nobody can ask; null when somebody can. */
async function whoAsks(state: Load): Promise<Answer | null> {
  const began = performance.now();
  const refused = await within(Math.min(IDENTITY_MS, left(state)), settled).then(
    (known): Answer | null => (known === null ? { trouble: 'signed-out', status: 'nobody' } : null),
    (error: unknown): Answer => ({
      trouble: 'network',
      status: error instanceof TooLate ? 'too-late' : 'unsure',
    }),
  );
  if (refused !== null && 'status' in refused) failed(state, 'auth', 1, refused.status, began);
  return refused;
}

async function tries(state: Load): Promise<Answer> {
  let [renew, renewed] = [false, false];
  for (let nth = 1; ; nth += 1) {
    if (nth > 1) state.say(`Try ${nth} of ${TRIES}…`);
    const answer = await oneTry(state, nth, renew ? freshToken : token);
    if ('content' in answer || nth === TRIES) return answer;
    renew = answer.trouble === 'signed-out' && !renewed;
    renewed ||= renew;
    if (renew) continue;
    if (!isWorthAnother(answer.trouble)) return answer;
    const wait = answer.wait ?? backOff(nth);
    if (wait + SHORTEST_TRY_MS > left(state)) return answer;
    await pause(wait);
  }
}

async function oneTry(
  state: Load,
  nth: number,
  tokenOf: () => Promise<string | null>,
): Promise<Answer> {
  const began = performance.now();
  const limit = isOn('no-time-limit') ? 600_000 : Math.min(TRY_MS, left(state));
  const answer = await within(limit, async (signal) =>
    ask(state, await tokenOf(), signal),
  ).catch((error: unknown): Answer => ({
    trouble: 'network',
    status: error instanceof TooLate ? 'timeout' : 'no-answer',
  }));
  if ('trouble' in answer) failed(state, 'server', nth, answer.status, began);
  return answer;
}

async function ask(state: Load, bearer: string | null, signal: AbortSignal): Promise<Answer> {
  if (bearer === null) return { trouble: 'signed-out', status: 'nobody' };
  state.tries += 1;
  const answer = await fetch(`/api/rooms/${encodeURIComponent(state.room)}`, {
    headers: { authorization: `Bearer ${bearer}`, accept: 'application/json' },
    cache: 'no-store',
    signal,
  });
  const text = await answer.text();
  const { status } = answer;
  if (status !== 200) return { trouble: troubleOf(status), status, wait: asked(answer.headers) };
  const content = parsed(text);
  if (!isContent(content) || content.room !== state.room) return { trouble: 'corrupt', status };
  return { content };
}

function troubleOf(status: number): Trouble {
  if (status === 400 || status === 404) return 'not-found';
  if (status === 401) return 'signed-out';
  if (status === 403) return 'forbidden';
  if (status === 410) return 'expired';
  return status === 408 || status === 429 || status >= 500 ? 'server' : 'corrupt';
}

const isWorthAnother = (trouble: Trouble): boolean =>
  trouble === 'network' ||
  trouble === 'server' ||
  (trouble === 'forbidden' && isOn('knocks-on-forbidden'));

const backOff = (nth: number): number =>
  (WAITS_MS[nth - 1] ?? 0) * (1 - SPREAD + 2 * SPREAD * Math.random());

/** What Retry-After asks for in ms (seconds, or a date by the answer's own clock). */
function asked(headers: Headers): number | undefined {
  const text = headers.get('retry-after')?.trim() ?? '';
  if (/^\d+$/.test(text)) return Number(text) * 1_000;
  const until = Date.parse(text);
  if (Number.isNaN(until)) return undefined;
  const now = Date.parse(headers.get('date') ?? '');
  return Math.max(0, until - (Number.isNaN(now) ? Date.now() : now));
}

/** Keeps the answer for the next load; a storage that refuses does not stop this one. */
function keep(content: Content): void {
  try {
    const holder = rememberedUid();
    if (holder !== null) window.localStorage.setItem(keyOf(content.room), packed(holder, content));
  } catch (error) {
    console.warn('entry: the room could not be stored:', String(error));
  }
}

const left = ({ until }: Load): number => Math.max(0, until - performance.now());

async function timed<T>(state: Load, leg: Leg, work: () => Promise<T>): Promise<T> {
  const began = performance.now();
  const result = await work();
  state.took[leg] = Math.round(performance.now() - began);
  return result;
}

/** One diagnostic line for each failure, without a token. */
function failed(state: Load, layer: Leg, attempt: number, status: number | string, began: number) {
  state.because[layer] = String(status);
  const elapsed = Math.round(performance.now() - began);
  const line = { id: state.room, layer, attempt, status, elapsed };
  console.warn('room did not load:', JSON.stringify(line));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
