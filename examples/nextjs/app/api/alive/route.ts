/** Whether the app is up, and of which build. */

export const dynamic = 'force-dynamic';

export function GET(): Response {
  const build = process.env.VERCEL_GIT_COMMIT_SHA ?? 'local';
  return Response.json({ alive: true, build }, { headers: { 'cache-control': 'no-store' } });
}
