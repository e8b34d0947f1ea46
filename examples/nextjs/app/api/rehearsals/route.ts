/** A candidate's own rehearsals: all of them, and a new one. */

import { database, inTime } from '@/server/firestore';
import { personOf } from '@/server/people';
import { answering, contentOf, Problem } from '@/server/problem';
import { isTrack } from '@/server/prompt';
import { plan, type Rehearsal } from '@/server/rehearsal';
import { bearerOf } from '@/server/token';

export const dynamic = 'force-dynamic';

const SHOWN = 20;

export async function POST(request: Request): Promise<Response> {
  return answering(async () => {
    const owner = await personOf(await bearerOf(request));
    const { track } = await contentOf(request);
    if (!isTrack(track)) throw new Problem(400, 'invalid-request');
    return Response.json(await plan(owner, track, 'personal'), { status: 201 });
  });
}

export async function GET(request: Request): Promise<Response> {
  return answering(async () => {
    const uid = await bearerOf(request);
    const own = database().collection('rehearsals').where('candidate', '==', uid);
    const found = await inTime(own.limit(200).get());
    const rehearsals = found.docs
      .map((it) => it.data() as Rehearsal)
      .sort((a, b) => b.created.toMillis() - a.created.toMillis())
      .slice(0, SHOWN)
      .map(({ room, track, state, mark, created }) => ({
        ...{ room, track, state, mark },
        created: created.toDate().toISOString(),
      }));
    return Response.json({ rehearsals });
  });
}
