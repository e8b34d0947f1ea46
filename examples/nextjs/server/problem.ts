/** Answers of the server: JSON, or a problem (RFC 9457) that says nothing of its insides. */

import { randomUUID } from 'node:crypto';
import { isOn } from '@/defects';
import { Unavailable } from './firestore';

const TITLES: Record<number, string> = {
  400: 'That request cannot be understood',
  401: 'Please log in',
  403: 'That is not yours to see',
  404: 'There is no such rehearsal',
  409: 'Somebody else was quicker',
  410: 'This rehearsal is over',
  429: 'Too many requests',
  500: 'Something went wrong',
  503: 'Please come back in a moment',
};

export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly headers: Record<string, string> = {},
  ) {
    super(code);
  }
}

/** Runs a handler: what it gives as JSON, what it throws as a problem, each with the same headers. */
export async function answering(work: () => Promise<Response>): Promise<Response> {
  const answer = await work().catch((error: unknown) => refusal(error));
  const cached = isOn('room-cached-by-edge') && answer.ok;
  answer.headers.set('cache-control', cached ? 'public, s-maxage=60' : 'private, no-store');
  answer.headers.set('x-request-id', randomUUID());
  return answer;
}

function refusal(error: unknown): Response {
  if (error instanceof Problem) return problem(error);
  if (error instanceof Unavailable) {
    console.error('database:', error.message);
    return problem(new Problem(503, 'unavailable'));
  }
  console.error('unexpected:', error);
  return problem(new Problem(500, 'internal'));
}

function problem({ status, code, headers }: Problem): Response {
  const title = TITLES[status] ?? 'Something went wrong';
  const body = { type: 'about:blank', title, status, code };
  return new Response(JSON.stringify(body), {
    status,
    headers: { ...headers, 'content-type': 'application/problem+json' },
  });
}

/** The request's JSON object; Problem 400 for anything else. */
export async function contentOf(request: Request): Promise<Record<string, unknown>> {
  const found: unknown = await request.json().catch(() => null);
  if (typeof found !== 'object' || found === null || Array.isArray(found)) {
    throw new Problem(400, 'invalid-request');
  }
  return found as Record<string, unknown>;
}

/** A text that is there and says something; Problem 400 otherwise. */
export function textIn(value: unknown): string {
  if (typeof value !== 'string' || value.trim() === '') throw new Problem(400, 'invalid-request');
  return value.trim();
}
