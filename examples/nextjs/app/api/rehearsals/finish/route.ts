/** Ends a rehearsal, for good. */

import { personOf } from '@/server/people';
import { answering, contentOf, textIn } from '@/server/problem';
import { finished, moveOn, refuseGone, refuseStrangers } from '@/server/rehearsal';
import { bearerOf } from '@/server/token';

export const dynamic = 'force-dynamic';

export async function POST(request: Request): Promise<Response> {
  return answering(async () => {
    const person = await personOf(await bearerOf(request));
    const { rehearsal } = await contentOf(request);
    const progress = await moveOn(textIn(rehearsal), (now) => {
      refuseStrangers(person, now);
      refuseGone(now);
      return finished(now);
    });
    return Response.json({ rehearsal, progress, prompt: null });
  });
}
