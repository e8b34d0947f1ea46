/**
 * ID tokens in the shape of Firebase's (RS256), against a key set that this process makes: a stand-in
 * for Google's identity service in development, with nothing left out of the verification.
 */

import { createHash, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import { type JWTPayload, SignJWT, jwtVerify } from 'jose';
import { PROJECT } from './firestore';
import { Problem } from './problem';

export const LIFETIME_S = 3_600;

const ISSUER = `https://securetoken.google.com/${PROJECT}`;

interface Keys {
  id: string;
  publicKey: KeyObject;
  privateKey: KeyObject;
  refreshers: Map<string, { uid: string; email: string }>;
}

const kept = globalThis as { rehearsalKeys?: Keys };

export function keys(): Keys {
  kept.rehearsalKeys ??= make();
  return kept.rehearsalKeys;
}

function make(): Keys {
  const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { id: randomBytes(8).toString('hex'), ...pair, refreshers: new Map() };
}

/** A token for the person, valid for an hour. */
export async function issue(uid: string, email: string): Promise<string> {
  const { id, privateKey } = keys();
  const now = Math.floor(Date.now() / 1_000);
  const firebase = { identities: { email: [email] }, sign_in_provider: 'password' };
  return new SignJWT({ user_id: uid, auth_time: now, email, email_verified: true, firebase })
    .setProtectedHeader({ alg: 'RS256', kid: id, typ: 'JWT' })
    .setIssuer(ISSUER)
    .setAudience(PROJECT)
    .setSubject(uid)
    .setIssuedAt(now)
    .setExpirationTime(now + LIFETIME_S)
    .sign(privateKey);
}

/** What the person may exchange for a new token later; only its digest is remembered. */
export function refresherOf(uid: string, email: string): string {
  const text = randomBytes(32).toString('base64url');
  keys().refreshers.set(digest(text), { uid, email });
  return text;
}

/** Whom the refresh token was given to, or undefined. */
export const refreshed = (text: string): { uid: string; email: string } | undefined =>
  keys().refreshers.get(digest(text));

/** The uid of the bearer; Problem 401 for no token and for every token that is not wholly right. */
export async function bearerOf(request: Request): Promise<string> {
  const [, token] = /^Bearer (\S+)$/i.exec(request.headers.get('authorization') ?? '') ?? [];
  if (token === undefined) throw new Problem(401, 'unauthenticated');
  const { sub } = await verified(token);
  if (typeof sub !== 'string' || sub === '') throw new Problem(401, 'unauthenticated');
  return sub;
}

async function verified(token: string): Promise<JWTPayload> {
  const rules = { algorithms: ['RS256'], issuer: ISSUER, audience: PROJECT };
  try {
    return (await jwtVerify(token, keys().publicKey, rules)).payload;
  } catch {
    throw new Problem(401, 'unauthenticated');
  }
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
