import type { Metadata } from 'next';
import { Room } from '@/client/room';
import { TroubleCard } from '@/client/trouble';

export const dynamic = 'force-dynamic';

export const metadata: Metadata = { title: 'Rehearsal room' };

interface Named {
  params: Promise<{ room: string }>;
}

/** Any id gets the room: whether there is such a rehearsal, and for whom, is the server layer's to say. */
export default async function Page({ params }: Named) {
  const { room } = await params;
  return (
    <main>
      <div id="room">
        <Room room={decoded(room)} />
      </div>
      <div id="unreached">
        <TroubleCard trouble="network" />
      </div>
      <noscript>
        <p className="card">The room needs JavaScript. Switch it on for this site, then reload.</p>
      </noscript>
    </main>
  );
}

/** What cannot be decoded is left for the server to refuse. */
function decoded(room: string): string {
  try {
    return decodeURIComponent(room);
  } catch {
    return room;
  }
}
