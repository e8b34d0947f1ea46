/** Who there is: `people/{uid}`, and the demo people of an emulator. */

import { randomBytes, scryptSync, timingSafeEqual } from 'node:crypto';
import { database, inTime } from './firestore';

export type Role = 'candidate' | 'coach' | 'head';

export interface Person {
  uid: string;
  role: Role;
  organisation: string;
  name: string;
}

interface Account extends Omit<Person, 'uid'> {
  email: string;
  salt: string;
  hash: string;
}

const PASSWORD = 'rehearse';

const DEMO: ReadonlyArray<[uid: string, role: Role, organisation: string, name: string]> = [
  ['nadia', 'candidate', 'lakeside', 'Nadia Haddad'],
  ['tomas', 'candidate', 'lakeside', 'Tomás Ferreira'],
  ['yuki', 'candidate', 'hilltop', 'Yuki Tanaka'],
  ['greta', 'coach', 'lakeside', 'Greta Lindqvist'],
  ['samuel', 'coach', 'hilltop', 'Samuel Adeyemi'],
  ['irene', 'head', '', 'Irene Castell'],
];

/** Writes the demo people into the emulator, each with `{first name}@rehearsal.test`. */
export async function seedDemo(): Promise<void> {
  const batch = database().batch();
  for (const [uid, role, organisation, name] of DEMO) {
    const salt = randomBytes(16).toString('hex');
    const hash = hashed(PASSWORD, salt);
    const account: Account = { role, organisation, name, email: `${uid}@rehearsal.test`, salt, hash };
    batch.set(database().doc(`people/${uid}`), account);
  }
  await batch.commit();
}

/** The person of that uid; one whom nobody wrote down has no role to speak of. */
export async function personOf(uid: string): Promise<Person> {
  const found = await inTime(database().doc(`people/${uid}`).get());
  const { role = 'candidate', organisation = '', name = '' } = (found.data() ?? {}) as Partial<Account>;
  return { uid, role, organisation, name };
}

/** The person with this address and password, or null. */
export async function personByPassword(
  email: string,
  password: string,
): Promise<(Person & { email: string }) | null> {
  const found = await inTime(
    database().collection('people').where('email', '==', email.toLowerCase()).limit(1).get(),
  );
  const document = found.docs[0];
  if (document === undefined) return null;
  const { role, organisation, name, salt, hash } = document.data() as Account;
  const [given, known] = [Buffer.from(hashed(password, salt)), Buffer.from(hash)];
  if (!timingSafeEqual(given, known)) return null;
  return { uid: document.id, role, organisation, name, email };
}

/** The candidates whom this person may book for. */
export async function candidatesOf(person: Person): Promise<Person[]> {
  const all = database().collection('people').where('role', '==', 'candidate');
  const theirs = person.role === 'head' ? all : all.where('organisation', '==', person.organisation);
  const found = await inTime(theirs.get());
  return found.docs.map((it) => {
    const { role, organisation, name } = it.data() as Account;
    return { uid: it.id, role, organisation, name };
  });
}

const hashed = (password: string, salt: string): string =>
  scryptSync(password, salt, 32).toString('hex');
