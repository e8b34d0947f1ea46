/** The database: firebase-admin on the official emulator, or on the cloud where none is named. */

import { getApps, initializeApp } from 'firebase-admin/app';
import { type Firestore, getFirestore } from 'firebase-admin/firestore';

export const PROJECT = process.env.GOOGLE_CLOUD_PROJECT ?? 'rehearsal-room';

const LIMIT_MS = 3_000;

export class Unavailable extends Error {}

const kept = globalThis as { rehearsalDatabase?: Firestore };

/** One client a process, whichever bundle asks for it. */
export function database(): Firestore {
  kept.rehearsalDatabase ??= open();
  return kept.rehearsalDatabase;
}

function open(): Firestore {
  const app = getApps()[0] ?? initializeApp({ projectId: PROJECT });
  return getFirestore(app);
}

/** What the work gives; `Unavailable` when it fails, or takes more than 3 s. */
export async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Unavailable('too slow')), LIMIT_MS);
  });
  try {
    return await Promise.race([work, late]);
  } catch (error) {
    throw error instanceof Unavailable ? error : new Unavailable('database', { cause: error });
  } finally {
    clearTimeout(timer);
  }
}
