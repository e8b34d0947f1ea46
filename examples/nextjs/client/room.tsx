'use client';

/** The room: gives the loader a browser, shows what it says, and moves the rehearsal on. */

import { type FormEvent, useEffect, useRef, useState } from 'react';
import { askedNow, type Content, isContent, type Progress, TRACKS } from '@/shared/room';
import { call, explained } from './api';
import { drop, renew } from './entry';
import { rememberedRole, rememberedUid } from './identity';
import { type Ending, load, prepare, type Trouble } from './load';
import { homeOf, logInFor } from './places';
import { newRun, watch } from './pulse';
import { TroubleCard } from './trouble';

type View =
  | { screen: 'loading'; line: string }
  | { screen: 'trouble'; trouble: Trouble }
  | { screen: 'ready'; content: Content }
  | { screen: 'over' };

const LIMIT_MS = 14_300;

export function Room({ room }: { room: string }) {
  const [view, setView] = useState<View>({ screen: 'loading', line: 'Checking this browser…' });
  const started = useRef(false);

  useEffect(() => {
    if (started.current || document.documentElement.dataset.ended !== undefined) return;
    started.current = true;
    document.documentElement.dataset.room = 'on';
    void enter(room, setView);
  }, [room]);

  useEffect(() => {
    const reader = rememberedUid();
    const back = ({ persisted }: PageTransitionEvent) => {
      if (persisted && rememberedUid() !== reader) location.reload();
    };
    addEventListener('pageshow', back);
    return () => removeEventListener('pageshow', back);
  }, []);

  switch (view.screen) {
    case 'loading':
      return <Waiting line={view.line} />;
    case 'trouble':
      return (
        <TroubleCard
          trouble={view.trouble}
          ways={{
            again: () => {
              delete document.documentElement.dataset.shown;
              document.dispatchEvent(new Event('load-again'));
              void enter(room, setView);
            },
            home: () => location.assign(homeOf(rememberedRole())),
            'log-in': () => location.assign(logInFor(location.pathname)),
          }}
        />
      );
    case 'ready':
      return <Rehearsing first={view.content} over={() => setView({ screen: 'over' })} />;
    case 'over':
      return <Over />;
  }
}

/** Loads the room and shows what became of it. */
async function enter(room: string, show: (view: View) => void): Promise<void> {
  const root = document.documentElement.dataset;
  const began = Number(root.arrived ?? performance.now());
  const say = (line: string) => show({ screen: 'loading', line });
  const state = prepare(room, began + LIMIT_MS, say);
  const ended = watch(root.run ?? newRun(), began, state);
  const ending: Ending = await load(state);
  if (root.ended !== undefined) return;
  root.shown = '';
  if (ending.result === 'ready') show({ screen: 'ready', content: ending.content });
  else show({ screen: 'trouble', trouble: ending.trouble });
  ended(ending);
}

function Waiting({ line }: { line: string }) {
  return (
    <section className="card still">
      <span className="pulse" aria-hidden="true" />
      <h1>Opening the room</h1>
      <p role="status">{line}</p>
    </section>
  );
}

function Rehearsing({ first, over }: { first: Content; over: () => void }) {
  const [content, setContent] = useState(first);
  const [note, setNote] = useState('');
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const asked = askedNow(content);
  const { rehearsal, room, track, name, progress } = content;

  useEffect(() => heading.current?.focus(), []);

  async function reply(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const text = String(new FormData(form).get('reply') ?? '').trim();
    if (text === '') return setProblem('Write your reply first.');
    const body = { rehearsal, text, position: progress.position };
    const answer = await act<{ progress: Progress }>('/api/rehearsals/reply', body);
    if (answer === null) return;
    const next = { ...content, progress: answer.progress };
    if (!isContent(next)) {
      drop(room);
      return setProblem('Your reply is saved. Reload the page to go on.');
    }
    renew(rememberedUid(), next);
    setContent(next);
    setNote('Your reply is saved.');
    form.reset();
  }

  async function finish() {
    if ((await act('/api/rehearsals/finish', { rehearsal })) === null) return;
    drop(room);
    over();
  }

  async function act<T>(path: string, body: object): Promise<T | null> {
    setBusy(true);
    setProblem('');
    setNote('');
    const answer = await call<T>('POST', path, body);
    setBusy(false);
    if (answer.ok) return answer.body;
    setProblem(explained(answer.status, 'That was not saved'));
    return null;
  }

  return (
    <section className="card">
      <p className="over-line">{TRACKS[track as keyof typeof TRACKS] ?? track}</p>
      <h1 ref={heading} tabIndex={-1}>
        Rehearsal of {name}
      </h1>
      <article className="asked" aria-labelledby="asked">
        <h2 id="asked">{asked === null ? 'All done' : `The officer asks (${progress.position + 1})`}</h2>
        <p>{asked ?? 'That was the last one. Finish the rehearsal when you like.'}</p>
      </article>
      <form className="stack" onSubmit={reply}>
        {asked !== null && (
          <label>
            Your reply
            <textarea name="reply" rows={5} />
          </label>
        )}
        <p role="status">{note}</p>
        <p role="alert" className="problem">
          {problem}
        </p>
        <p className="row">
          {asked !== null && (
            <button type="submit" className="main" disabled={busy}>
              Send reply
            </button>
          )}
          <button type="button" disabled={busy} onClick={() => void finish()}>
            Finish rehearsal
          </button>
        </p>
      </form>
    </section>
  );
}

function Over() {
  return (
    <section className="card">
      <h1>Well rehearsed</h1>
      <p>Everything is saved. Your own page lists this rehearsal with its mark.</p>
      <p className="row">
        <button type="button" className="main" onClick={() => location.assign(homeOf(rememberedRole()))}>
          Back to my page
        </button>
      </p>
    </section>
  );
}
