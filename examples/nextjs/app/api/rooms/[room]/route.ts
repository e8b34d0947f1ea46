/** The server layer: a room's content, rebuilt from the database alone. */

import { count } from '@/server/limit';
import { personOf } from '@/server/people';
import { answering, Problem } from '@/server/problem';
import { contentOf, inRoom, refuseGone, refuseStrangers } from '@/server/rehearsal';
import { bearerOf } from '@/server/token';

export const dynamic = 'force-dynamic';

interface Named {
  params: Promise<{ room: string }>;
}

export async function GET(request: Request, { params }: Named): Promise<Response> {
  return answering(async () => {
    const asked = performance.now();
    const uid = await bearerOf(request);
    const known = performance.now();
    const found = await inRoom(decoded((await params).room));
    const rehearsal = found.data();
    if (rehearsal.candidate !== uid) refuseStrangers(await personOf(uid), rehearsal);
    const read = performance.now();
    refuseGone(rehearsal);
    count(uid);
    const answer = Response.json(contentOf(found));
    const legs = { auth: known - asked, db: read - known, build: performance.now() - read };
    answer.headers.set('server-timing', timing(legs));
    return answer;
  });
}

const timing = (legs: Record<string, number>): string =>
  Object.entries(legs)
    .map(([name, ms]) => `${name};dur=${ms.toFixed(1)}`)
    .join(', ');

/** The id as it was meant; what cannot be decoded is no id. */
function decoded(room: string): string {
  try {
    return decodeURIComponent(room);
  } catch {
    throw new Problem(400, 'invalid-id');
  }
}
