'use client';

import { useMemo } from 'react';
import type { Identity } from '@/client/identity';
import { OwnPage } from '@/client/own-page';
import { StartForm } from '@/client/start-form';

export default function Page() {
  return (
    <OwnPage heading="Practise right here">
      {(me) => (
        <>
          <Begin me={me} />
          <p>
            <a href="/lobby">Back to the lobby</a>
          </p>
        </>
      )}
    </OwnPage>
  );
}

function Begin({ me }: { me: Identity }) {
  const people = useMemo(() => [me], [me]);
  return <StartForm starter="drill" people={people} label="Begin the drill" />;
}
