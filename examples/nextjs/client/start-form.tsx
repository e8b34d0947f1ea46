'use client';

/** A form that starts a rehearsal: one at a time, however often it is clicked. */

import { useRouter } from 'next/navigation';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { TRACKS } from '@/shared/room';
import { type Choice, startBeside, startHere, type StarterName, type Voice } from './starter';

export interface Somebody {
  uid: string;
  name: string;
}

interface Props {
  starter: StarterName;
  /** Whom it may be for; one person is not asked about. */
  people: Somebody[];
  label: string;
}

export function StartForm({ starter, people, label }: Props) {
  const [note, setNote] = useState('');
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(true);
  const working = useRef(false);
  const router = useRouter();

  useEffect(() => {
    setBusy(people.length === 0);
    const back = ({ persisted }: PageTransitionEvent) => {
      if (!persisted) return;
      working.current = false;
      setBusy(false);
    };
    addEventListener('pageshow', back);
    return () => removeEventListener('pageshow', back);
  }, [people]);

  const voice: Voice = {
    tell: (text) => {
      setNote(text);
      setProblem('');
    },
    complain: (text) => {
      setNote('');
      setProblem(text);
    },
  };

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const person = people.find(({ uid }) => uid === form.get('candidate')) ?? people[0];
    if (working.current || person === undefined) return;
    working.current = true;
    setBusy(true);
    voice.tell('Your rehearsal is being set up…');
    const choice = { candidate: person.uid, name: person.name, track: String(form.get('track')) };
    void begin(starter, choice, voice, router.push).then((stays) => {
      if (!stays) return;
      working.current = false;
      setBusy(false);
    });
  }

  return (
    <form className="stack" onSubmit={submit}>
      {people.length > 1 && (
        <label>
          Candidate
          <select name="candidate">
            {people.map(({ uid, name }) => (
              <option key={uid} value={uid}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
      <label>
        What for
        <select name="track">
          {Object.entries(TRACKS).map(([track, words]) => (
            <option key={track} value={track}>
              {words}
            </option>
          ))}
        </select>
      </label>
      <p role="status">{note}</p>
      <p role="alert" className="problem">
        {problem}
      </p>
      <p className="row">
        <button type="submit" className="main" disabled={busy}>
          {label}
        </button>
      </p>
    </form>
  );
}

/** Each page's own way to open the room. `go` goes on within this document. */
function begin(starter: StarterName, choice: Choice, voice: Voice, go: (address: string) => void): Promise<boolean> {
  switch (starter) {
    case 'drill':
      return startHere(starter, choice, voice, go);
    case 'desk':
      return startBeside(starter, choice, voice, '/waiting');
    case 'lobby':
    case 'office':
      return startBeside(starter, choice, voice, 'about:blank');
  }
}
