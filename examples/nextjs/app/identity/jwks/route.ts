/** The public half of the key set. */

import { exportJWK } from 'jose';
import { keys } from '@/server/token';

export const dynamic = 'force-dynamic';

export async function GET(): Promise<Response> {
  const { id, publicKey } = keys();
  return Response.json({ keys: [{ ...(await exportJWK(publicKey)), kid: id, alg: 'RS256', use: 'sig' }] });
}
