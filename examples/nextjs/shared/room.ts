/** What a room's content is, the same in storage and from the server, and whether a value is one. */

export interface Prompt {
  text: string;
  topic: string;
  level: string;
}

export interface Turn extends Partial<Prompt> {
  by: 'officer' | 'candidate';
  text: string;
}

export interface Reply {
  position: number;
  prompt: string;
  text: string;
  at: string;
}

/** A rehearsal as it stands: how far the person got, and what was said. */
export interface Progress {
  rehearsal: string;
  candidate: string;
  visa: string;
  track: string;
  person: { name: string };
  turns: Turn[];
  position: number;
  replies: Reply[];
  mark: number | null;
  begun: string;
  finished: string | null;
  level: string;
  state: 'planned' | 'running' | 'done';
}

/** Everything that the room shows. `room` is the id in the address, `rehearsal` the document's. */
export interface Content {
  room: string;
  rehearsal: string;
  track: string;
  name: string;
  audience: 'organisation' | 'personal';
  organisation: string;
  opening: Prompt;
  progress: Progress;
}

export const TRACKS = {
  study: 'Student visa',
  work: 'Work permit',
  family: 'Family visit',
} as const;

type Check = (value: unknown) => boolean;

const text: Check = (it) => typeof it === 'string';
const words: Check = (it) => typeof it === 'string' && it.trim() !== '';
const count: Check = (it) => Number.isInteger(it) && Number(it) >= 0;
const instant: Check = (it) => typeof it === 'string' && !Number.isNaN(Date.parse(it));
const orNull = (check: Check): Check => (it) => it === null || check(it);
const listOf = (check: Check): Check => (it) => Array.isArray(it) && it.every(check);
const oneOf = (...known: string[]): Check => (it) => known.includes(it as string);
const shape = (fields: Record<string, Check>): Check => (it) =>
  typeof it === 'object' &&
  it !== null &&
  Object.entries(fields).every(([name, check]) => check(Reflect.get(it, name)));

const progress = shape({
  rehearsal: words,
  candidate: words,
  visa: text,
  track: text,
  person: shape({ name: words }),
  turns: listOf(shape({ by: oneOf('officer', 'candidate'), text })),
  position: count,
  replies: listOf(shape({ position: count, text })),
  mark: orNull(Number.isFinite as Check),
  begun: instant,
  finished: orNull(instant),
  level: text,
  state: oneOf('planned', 'running'),
});

const content = shape({
  room: words,
  rehearsal: words,
  track: text,
  name: words,
  audience: oneOf('organisation', 'personal'),
  organisation: text,
  opening: shape({ text: words, topic: text, level: text }),
  progress,
});

/** Whether the value is the content of a room in which one can still rehearse. */
export function isContent(value: unknown): value is Content {
  return content(value);
}

/** What the person is asked now, also after a reload; null when everything was answered. */
export function askedNow({ progress: { turns }, opening }: Content): string | null {
  const last = turns.at(-1);
  if (last === undefined) return opening.text;
  return last.by === 'officer' ? last.text : null;
}
