/**
 * A new ID token for a refresh token, in the shape of Firebase's secure token service: a form with
 * `grant_type=refresh_token`.
 */

import { answering } from '@/server/problem';
import { issue, LIFETIME_S, refreshed } from '@/server/token';

export const dynamic = 'force-dynamic';

export async function POST(request: Request): Promise<Response> {
  return answering(async () => {
    const form = new URLSearchParams(await request.text());
    const refresh_token = form.get('refresh_token') ?? '';
    const person = refreshed(refresh_token);
    if (form.get('grant_type') !== 'refresh_token' || person === undefined) {
      const error = { code: 400, message: 'INVALID_REFRESH_TOKEN', status: 'INVALID_ARGUMENT' };
      return Response.json({ error }, { status: 400 });
    }
    const id_token = await issue(person.uid, person.email);
    const expires_in = String(LIFETIME_S);
    const user_id = person.uid;
    const token_type = 'Bearer';
    return Response.json({ id_token, refresh_token, expires_in, user_id, token_type });
  });
}
