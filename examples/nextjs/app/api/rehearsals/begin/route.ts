/** Begins a planned rehearsal: the opening is in the database before it is answered. */

import { personOf } from '@/server/people';
import { answering, contentOf, Problem, textIn } from '@/server/problem';
import { begun, moveOn, named, promptOf, refuseGone, refuseStrangers } from '@/server/rehearsal';
import { bearerOf } from '@/server/token';

export const dynamic = 'force-dynamic';

export async function POST(request: Request): Promise<Response> {
  return answering(async () => {
    const person = await personOf(await bearerOf(request));
    const body = await contentOf(request);
    const rehearsal = textIn(body.rehearsal);
    const [candidate, visa] = [textIn(body.candidate), textIn(body.visa)];
    const name = textIn((body.person as { name?: unknown } | null | undefined)?.name);
    textIn(body.track);
    const { room } = (await named(rehearsal)).data();
    const progress = await moveOn(rehearsal, (now) => {
      refuseStrangers(person, now);
      if (now.candidate !== candidate) throw new Problem(403, 'forbidden');
      refuseGone(now);
      return begun(now, name, visa);
    });
    return Response.json({ room, rehearsal, progress, prompt: promptOf(progress) });
  });
}
