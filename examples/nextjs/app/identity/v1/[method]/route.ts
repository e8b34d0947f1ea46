/**
 * Signing in with a password, in the shape of Firebase's identity toolkit:
 * `POST /identity/v1/accounts:signInWithPassword` {email, password, returnSecureToken}.
 *
 * For development only: without an emulator there is no such address here.
 */

import { personByPassword } from '@/server/people';
import { answering, contentOf, Problem } from '@/server/problem';
import { issue, LIFETIME_S, refresherOf } from '@/server/token';

export const dynamic = 'force-dynamic';

interface Named {
  params: Promise<{ method: string }>;
}

export async function POST(request: Request, { params }: Named): Promise<Response> {
  return answering(async () => {
    const method = decodeURIComponent((await params).method);
    if (method !== 'accounts:signInWithPassword' || !process.env.FIRESTORE_EMULATOR_HOST) {
      throw new Problem(404, 'not-found');
    }
    const { email, password } = await contentOf(request);
    const person = await personByPassword(String(email), String(password));
    if (person === null) {
      const error = { code: 400, message: 'INVALID_LOGIN_CREDENTIALS' };
      return Response.json({ error }, { status: 400 });
    }
    return Response.json({
      ...{ localId: person.uid, email: person.email, displayName: person.name, registered: true },
      ...{ idToken: await issue(person.uid, person.email), expiresIn: String(LIFETIME_S) },
      ...{ refreshToken: refresherOf(person.uid, person.email), role: person.role },
    });
  });
}
