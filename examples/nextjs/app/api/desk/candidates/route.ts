/** Whom a coach or a head may book for. */

import { candidatesOf, personOf } from '@/server/people';
import { answering, Problem } from '@/server/problem';
import { bearerOf } from '@/server/token';

export const dynamic = 'force-dynamic';

export async function GET(request: Request): Promise<Response> {
  return answering(async () => {
    const person = await personOf(await bearerOf(request));
    if (person.role === 'candidate') throw new Problem(403, 'forbidden');
    const candidates = await candidatesOf(person);
    return Response.json({ candidates: candidates.map(({ uid, name }) => ({ uid, name })) });
  });
}
