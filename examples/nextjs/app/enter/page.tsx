'use client';

import { type FormEvent, useEffect, useState } from 'react';
import { logIn, Refused } from '@/client/identity';
import { homeOf } from '@/client/places';

export default function Page() {
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(true);

  useEffect(() => setBusy(false), []);

  async function enter(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setProblem('');
    try {
      const { role } = await logIn(String(form.get('email')), String(form.get('password')));
      location.assign(nextOf(location.search) ?? homeOf(role));
    } catch (error) {
      setBusy(false);
      setProblem(
        error instanceof Refused
          ? 'We know nobody with this address and password. Check both and try again.'
          : 'There was no answer. Check your connection and try again.',
      );
    }
  }

  return (
    <main>
      <section className="card">
        <h1>Come in</h1>
        <form className="stack" onSubmit={enter}>
          <label>
            Your e-mail
            <input name="email" type="email" autoComplete="username" required />
          </label>
          <label>
            Your password
            <input name="password" type="password" autoComplete="current-password" required />
          </label>
          <p role="alert" className="problem">
            {problem}
          </p>
          <p className="row">
            <button type="submit" className="main" disabled={busy}>
              Log in
            </button>
          </p>
        </form>
      </section>
    </main>
  );
}

/** Where the person wanted to go: a path of this site, nothing else. */
function nextOf(search: string): string | null {
  const next = new URLSearchParams(search).get('next') ?? '';
  return /^\/(?![/\\])/.test(next) ? next : null;
}
