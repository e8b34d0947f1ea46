// @ts-check
/**
 * The storage layer's entry: `interview:init:{id}` holds `{version, reader, payload}` as JSON.
 *
 * `reader` is the uid of the person who may be shown it. The functions here are pure, or take the
 * storage that they touch; none of them checks that a storage works, so callers expect what a
 * blocked or full storage throws.
 */

import { isPayload } from './payload.js';

/** @typedef {import('./payload.js').Payload} Payload */
/** @typedef {{version: number, reader: string, payload: Payload}} Entry */
/**
 * @typedef {'missing' | 'corrupt' | 'wrong-version' | 'wrong-reader' | 'wrong-id' | 'wrong-shape'}
 *   Refusal
 */

/** Raised with each build that changes the entry's shape; entries of other builds are not read. */
export const VERSION = 2;

export const PREFIX = 'interview:init:';

/** @param {string} id @returns {string} */
export const keyOf = (id) => PREFIX + id;

/**
 * @param {string} reader
 * @param {Payload} payload
 * @returns {string}
 */
export const encode = (reader, payload) => JSON.stringify({ version: VERSION, reader, payload });

/**
 * Reads an entry's text: the payload if this reader may see it as this interview, else why not.
 * @param {string | null} raw
 * @param {string} id
 * @param {string | null} reader
 * @returns {{payload: Payload} | {refused: Refusal}}
 */
export function decode(raw, id, reader) {
  if (raw === null) return { refused: 'missing' };
  const entry = parsed(raw);
  if (typeof entry !== 'object' || entry === null) return { refused: 'corrupt' };
  const { version, reader: writtenFor, payload } = /** @type {Partial<Entry>} */ (entry);
  if (version !== VERSION) return { refused: 'wrong-version' };
  if (reader === null || writtenFor !== reader) return { refused: 'wrong-reader' };
  if (!isPayload(payload)) return { refused: 'wrong-shape' };
  if (payload.firestoreInterviewId !== id) return { refused: 'wrong-id' };
  return { payload };
}

/** @param {string} raw @returns {unknown} */
function parsed(raw) {
  try {
    return JSON.parse(raw);
  } catch {
    return undefined;
  }
}

/**
 * Removes every interview's entry.
 * @param {Storage} storage
 */
export function forgetAll(storage) {
  const keys = Array.from({ length: storage.length }, (_, at) => storage.key(at) ?? '');
  keys.filter((key) => key.startsWith(PREFIX)).forEach((key) => storage.removeItem(key));
}
