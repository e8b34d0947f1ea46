/** Takes a reply: it is in the database before it is acknowledged. */

import { personOf } from '@/server/people';
import { answering, contentOf, textIn } from '@/server/problem';
import { moveOn, promptOf, refuseGone, refuseStrangers, replied } from '@/server/rehearsal';
import { bearerOf } from '@/server/token';

export const dynamic = 'force-dynamic';

export async function POST(request: Request): Promise<Response> {
  return answering(async () => {
    const person = await personOf(await bearerOf(request));
    const { rehearsal, text, position } = await contentOf(request);
    const progress = await moveOn(textIn(rehearsal), (now) => {
      refuseStrangers(person, now);
      refuseGone(now);
      return replied(now, textIn(text), position);
    });
    return Response.json({ rehearsal, progress, prompt: promptOf(progress) });
  });
}
