/**
 * The storage layer: `rr:room={room}` holds {build, holder, content} as JSON. `holder` is the uid of
 * the person who may be shown it. What a blocked or full storage throws is left to the caller.
 */

import { type Content, isContent } from '@/shared/room';

const PREFIX = 'rr:room=';
const BUILD = 4;

export const keyOf = (room: string): string => PREFIX + room;

export const packed = (holder: string, content: Content): string =>
  JSON.stringify({ build: BUILD, holder, content });

export type Unpacked = { content: Content } | { because: string };

/** The content of an entry's text if this person may see it as this room, else why not. */
export function unpacked(text: string | null, room: string, holder: string | null): Unpacked {
  if (text === null) return { because: 'missing' };
  const entry = parsed(text) as { build?: unknown; holder?: unknown; content?: unknown } | null;
  if (typeof entry !== 'object' || entry === null) return { because: 'corrupt' };
  if (entry.build !== BUILD) return { because: 'other-build' };
  if (holder === null || entry.holder !== holder) return { because: 'other-holder' };
  if (!isContent(entry.content)) return { because: 'no-content' };
  return entry.content.room === room ? { content: entry.content } : { because: 'other-room' };
}

/** Removes every room's entry, where storage lets us. */
export function forgetAll(): void {
  try {
    for (const key of Object.keys(window.localStorage)) {
      if (key.startsWith(PREFIX)) window.localStorage.removeItem(key);
    }
  } catch (error) {
    console.warn('entry: nothing to forget:', String(error));
  }
}

/** Keeps what was acknowledged; an entry that cannot be renewed must not stay as it was. */
export function renew(holder: string | null, content: Content): void {
  try {
    if (holder !== null) window.localStorage.setItem(keyOf(content.room), packed(holder, content));
  } catch (error) {
    console.warn('entry: the room could not be stored:', String(error));
    drop(content.room);
  }
}

export function drop(room: string): void {
  try {
    window.localStorage.removeItem(keyOf(room));
  } catch (error) {
    console.warn('entry: the room could not be removed:', String(error));
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
