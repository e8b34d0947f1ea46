/** A new rehearsal that a coach or a head plans for somebody else. */

import { personOf } from '@/server/people';
import { answering, contentOf, Problem, textIn } from '@/server/problem';
import { isTrack } from '@/server/prompt';
import { plan } from '@/server/rehearsal';
import { bearerOf } from '@/server/token';

export const dynamic = 'force-dynamic';

export async function POST(request: Request): Promise<Response> {
  return answering(async () => {
    const planner = await personOf(await bearerOf(request));
    const { candidate, track } = await contentOf(request);
    if (!isTrack(track)) throw new Problem(400, 'invalid-request');
    const owner = await personOf(textIn(candidate));
    const isTheirs = planner.organisation !== '' && planner.organisation === owner.organisation;
    if (planner.role !== 'head' && !(planner.role === 'coach' && isTheirs)) {
      throw new Problem(403, 'forbidden');
    }
    return Response.json(await plan(owner, track, 'organisation'), { status: 201 });
  });
}
