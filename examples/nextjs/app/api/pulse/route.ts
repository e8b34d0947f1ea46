/** Takes what a room reports about its own loading; it names nobody. */

import { answering, contentOf, Problem } from '@/server/problem';

export const dynamic = 'force-dynamic';

const FIELDS = new Set([
  ...['v', 'run', 'via', 'source', 'result', 'trouble', 'tries'],
  ...['took', 'because', 'navigation', 'link'],
]);

export async function POST(request: Request): Promise<Response> {
  return answering(async () => {
    const message = await contentOf(request);
    const names = Object.keys(message);
    if (names.length !== FIELDS.size || !names.every((it) => FIELDS.has(it))) {
      throw new Problem(400, 'invalid-request');
    }
    console.info('pulse', JSON.stringify(message));
    return new Response(null, { status: 204 });
  });
}
