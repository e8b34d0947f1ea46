'use client';

/** Sends people on to their own page, or to the door. */

import { useEffect } from 'react';
import { rememberedRole, rememberedUid } from '@/client/identity';
import { homeOf } from '@/client/places';

export default function Page() {
  useEffect(() => {
    location.replace(rememberedUid() === null ? '/enter' : homeOf(rememberedRole()));
  }, []);
  return (
    <main>
      <section className="card still">
        <p role="status">One moment…</p>
        <p>
          <a href="/enter">Log in</a>
        </p>
      </section>
    </main>
  );
}
