'use client';

/** What every page behind the door has: who is in, what they may do, and the way out. */

import { type ReactNode, useEffect, useState } from 'react';
import { type Identity, logOut, settled } from './identity';
import { logInFor } from './places';

interface Props {
  heading: string;
  children: (me: Identity) => ReactNode;
}

export function OwnPage({ heading, children }: Props) {
  const [me, setMe] = useState<Identity | null>(null);
  const [problem, setProblem] = useState('');

  useEffect(() => {
    settled().then(
      (known) => (known === null ? location.replace(logInFor(location.pathname)) : setMe(known)),
      () => setProblem('We could not find out who you are. Reload the page to try again.'),
    );
  }, []);

  async function leave() {
    await logOut();
    location.assign('/enter');
  }

  return (
    <main>
      <section className="card">
        <h1>{heading}</h1>
        {me === null ? (
          <p role="status">{problem || 'One moment…'}</p>
        ) : (
          <>
            <p className="who">
              {me.name}
              <button type="button" onClick={() => void leave()}>
                Log out
              </button>
            </p>
            {children(me)}
          </>
        )}
      </section>
    </main>
  );
}
