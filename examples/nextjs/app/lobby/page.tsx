'use client';

import { useEffect, useMemo, useState } from 'react';
import { call } from '@/client/api';
import type { Identity } from '@/client/identity';
import { OwnPage } from '@/client/own-page';
import { StartForm } from '@/client/start-form';
import { TRACKS } from '@/shared/room';

interface Listed {
  room: string;
  track: keyof typeof TRACKS;
  state: 'planned' | 'running' | 'done';
  mark: number | null;
  created: string;
}

const STATES = { planned: 'not begun', running: 'open', done: 'finished' };

export default function Page() {
  return (
    <OwnPage heading="Your lobby">
      {(me) => (
        <>
          <Begin me={me} />
          <p>
            <a href="/practise">Or practise right here, without a new tab</a>
          </p>
          <Rooms />
        </>
      )}
    </OwnPage>
  );
}

function Begin({ me }: { me: Identity }) {
  const people = useMemo(() => [me], [me]);
  return <StartForm starter="lobby" people={people} label="Open a room" />;
}

function Rooms() {
  const [rooms, setRooms] = useState<Listed[] | null>(null);

  useEffect(() => {
    void call<{ rehearsals: Listed[] }>('GET', '/api/rehearsals').then((answer) =>
      setRooms(answer.ok ? answer.body.rehearsals : []),
    );
  }, []);

  return (
    <>
      <h2>Your rooms</h2>
      {rooms === null && <p>One moment…</p>}
      {rooms?.length === 0 && <p>None yet.</p>}
      <ul className="rooms">
        {rooms?.map(({ room, track, state, mark, created }) => (
          <li key={room}>
            {state === 'running' ? <a href={`/room/${room}`}>{TRACKS[track]}</a> : TRACKS[track]}
            <span>
              {STATES[state]}
              {mark !== null && `, ${mark} %`}
            </span>
            <time dateTime={created}>{new Date(created).toLocaleString('en-GB')}</time>
          </li>
        ))}
      </ul>
    </>
  );
}
