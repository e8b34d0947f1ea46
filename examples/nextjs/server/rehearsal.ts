/**
 * A rehearsal's document, `rehearsals/{20 letters}`, which the address names by a UUID of its own
 * (`room`): what may be done with it, by whom, and the content that is rebuilt from it alone.
 */

import { randomUUID } from 'node:crypto';
import {
  FieldValue,
  type QueryDocumentSnapshot,
  Timestamp,
} from 'firebase-admin/firestore';
import { isOn } from '@/defects';
import { type Content, type Progress, type Prompt, type Turn } from '@/shared/room';
import { database, inTime } from './firestore';
import type { Person } from './people';
import { Problem } from './problem';
import { lengthOf, promptAt, type Track } from './prompt';

interface Said {
  position: number;
  prompt: string;
  text: string;
  at: Timestamp;
}

export interface Rehearsal {
  room: string;
  candidate: string;
  name: string;
  organisation: string;
  audience: 'organisation' | 'personal';
  track: string;
  visa: string;
  state: Progress['state'];
  mark: number | null;
  level: string;
  opening: Prompt | null;
  progress: { turns: Turn[]; position: number; replies: Said[] } | null;
  begun: Timestamp | null;
  finished: Timestamp | null;
  expires: Timestamp;
  created: Timestamp;
  changed: Timestamp;
}

type Found = QueryDocumentSnapshot<Rehearsal>;

const DAY_MS = 86_400_000;
const TRIES = 5;
const LONGEST_ID = 1_500;
const LENGTH_OF_ROOM = 36;
const FAILED_PRECONDITION = 9;

const rehearsals = () =>
  database().collection('rehearsals') as FirebaseFirestore.CollectionReference<Rehearsal>;

/** Writes a rehearsal that nobody has begun yet. */
export async function plan(
  owner: Person,
  track: Track,
  audience: Rehearsal['audience'],
): Promise<{ room: string; rehearsal: string; organisation: string }> {
  const now = Timestamp.now();
  const document = rehearsals().doc();
  const room = randomUUID();
  const { uid: candidate, name, organisation } = owner;
  await inTime(
    document.create({
      ...{ room: isOn('room-never-kept') ? randomUUID() : room },
      ...{ candidate, name, organisation, audience, track, visa: track, state: 'planned' },
      ...{ mark: null, level: 'medium', opening: null, progress: null, begun: null, finished: null },
      ...{ expires: Timestamp.fromMillis(now.toMillis() + DAY_MS), created: now, changed: now },
    }),
  );
  return { room, rehearsal: document.id, organisation };
}

/** The rehearsal behind a room; Problem 400 for what can be no id, 404 for one that is not there. */
export async function inRoom(room: string): Promise<Found> {
  refuseImpossible(room);
  if (room.length !== LENGTH_OF_ROOM) return there(undefined);
  const found = await inTime(rehearsals().where('room', '==', room).limit(1).get());
  return there(found.docs[0]);
}

/** The rehearsal of that document id; the same problems. */
export async function named(rehearsal: string): Promise<Found> {
  refuseImpossible(rehearsal);
  const found = await inTime(rehearsals().doc(rehearsal).get());
  return there(found.exists ? (found as Found) : undefined);
}

/** Problem 400 for what Firestore would take for no document's id. */
function refuseImpossible(id: string): void {
  const isPath = id === '' || id === '.' || id === '..' || id.includes('/');
  if (isPath || /^__.*__$/s.test(id) || Buffer.byteLength(id) > LONGEST_ID) {
    throw new Problem(400, 'invalid-id');
  }
}

function there(found: Found | undefined): Found {
  if (found === undefined) throw new Problem(404, 'not-found');
  return found;
}

/** Problem 403 for whoever is not its candidate, a coach of its organisation or a head. */
export function refuseStrangers(person: Person, rehearsal: Rehearsal): void {
  const isTheirs = rehearsal.organisation !== '' && person.organisation === rehearsal.organisation;
  const near = isTheirs && (person.role === 'coach' || isOn('classmate-may-read'));
  if (rehearsal.candidate !== person.uid && person.role !== 'head' && !near) {
    throw new Problem(403, 'forbidden');
  }
}

/** Problem 410 for a rehearsal that is over, whoever asks. */
export function refuseGone({ state, expires }: Rehearsal): void {
  if (state === 'done') throw new Problem(410, 'completed');
  if (expires.toMillis() <= Date.now()) throw new Problem(410, 'expired');
}

/**
 * Moves the document on, unless somebody else wrote in between: then it looks again. `move` gives
 * what changes, or null when everything is as it should be; what it throws ends the matter.
 */
export async function moveOn(
  rehearsal: string,
  move: (now: Rehearsal) => Partial<Rehearsal> | null,
): Promise<Progress> {
  for (let nth = 1; nth <= TRIES; nth += 1) {
    const found = await named(rehearsal);
    const change = move(found.data());
    if (change === null) return progressOf(found.id, found.data());
    const changed = { ...change, changed: FieldValue.serverTimestamp() };
    const writing = inTime(
      found.ref.update(changed, { lastUpdateTime: found.updateTime }).then(
        () => true,
        (error: { code?: number }) => {
          if (error.code === FAILED_PRECONDITION) return false;
          throw error;
        },
      ),
    );
    const written = isOn('answered-before-written') ? unawaited(writing) : await writing;
    if (written) return progressOf(rehearsal, { ...found.data(), ...change });
  }
  throw new Problem(409, 'conflict');
}

/** Takes for granted that it goes well, some time. */
function unawaited(writing: Promise<boolean>): true {
  writing.catch(() => undefined);
  return true;
}

/** What beginning changes: nothing where it has begun. */
export function begun(now: Rehearsal, name: string, visa: string): Partial<Rehearsal> | null {
  if (now.progress !== null) return null;
  const opening = promptAt(now.track, 0);
  if (opening === undefined) throw new Problem(400, 'invalid-request');
  const turns: Turn[] = [{ by: 'officer', ...opening }];
  const progress = { turns, position: 0, replies: [] };
  return { name, visa, state: 'running', opening, progress, begun: Timestamp.now() };
}

/** What a reply changes: nothing where that prompt was answered before. */
export function replied(now: Rehearsal, text: string, position: unknown): Partial<Rehearsal> | null {
  const { progress } = now;
  if (progress === null) throw new Problem(404, 'not-begun');
  const prompt = promptAt(now.track, progress.position);
  if (prompt === undefined || (position !== undefined && position !== progress.position)) return null;
  const next = promptAt(now.track, progress.position + 1);
  const said = { position: progress.position, prompt: prompt.text, text, at: Timestamp.now() };
  const turns: Turn[] = [...progress.turns, { by: 'candidate', text }];
  if (next !== undefined) turns.push({ by: 'officer', ...next });
  const replies = [...progress.replies, said];
  return { progress: { turns, position: progress.position + 1, replies } };
}

/** What finishing changes; the mark is the share of prompts that were answered. */
export function finished(now: Rehearsal): Partial<Rehearsal> {
  if (now.progress === null) throw new Problem(404, 'not-begun');
  const mark = Math.round((100 * now.progress.replies.length) / lengthOf(now.track));
  return { state: 'done', mark, finished: Timestamp.now() };
}

/** What the room shows, from the document alone; Problem 404 before it was begun. */
export function contentOf(found: Found): Content {
  const it = found.data();
  if (it.opening === null || it.progress === null) throw new Problem(404, 'not-begun');
  const { room, track, audience, organisation, opening } = it;
  const name = isOn('candidate-renamed') ? it.name.split(' ')[0] + ' (candidate)' : it.name;
  const progress = progressOf(found.id, it);
  return { room, rehearsal: found.id, track, name, audience, organisation, opening, progress };
}

/** The rehearsal itself, as beginning, replying and finishing answer it too. */
export function progressOf(rehearsal: string, it: Rehearsal): Progress {
  const { candidate, visa, track, mark, level, state } = it;
  const { turns = [], position = 0, replies = [] } = it.progress ?? {};
  return {
    ...{ rehearsal, candidate, visa, track, person: { name: it.name }, mark, level, state },
    ...{ turns, position, replies: replies.map((one) => ({ ...one, at: iso(one.at) ?? '' })) },
    ...{ begun: iso(it.begun) ?? '', finished: iso(it.finished) },
  };
}

/** What is to be answered now, or null. */
export const promptOf = ({ track, position }: Progress): Prompt | null =>
  promptAt(track, position) ?? null;

const iso = (time: Timestamp | null): string | null => time?.toDate().toISOString() ?? null;
