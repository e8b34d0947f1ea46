import type { Metadata } from 'next';

export const metadata: Metadata = { title: 'Setting up your room' };

/** What a new tab shows until its room is there. */
export default function Page() {
  return (
    <main>
      <section className="card still">
        <span className="pulse" aria-hidden="true" />
        <h1>Setting up your room</h1>
        <p role="status">Your rehearsal begins in a moment.</p>
      </section>
    </main>
  );
}
