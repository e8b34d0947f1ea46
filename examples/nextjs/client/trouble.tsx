/** What each trouble says to a person, and the ways out that help. Used on the server as well. */

import type { Trouble } from './load';

export type Way = 'again' | 'log-in' | 'home';

const WORDS: Record<Trouble, { heading: string; advice: string; ways: Way[] }> = {
  'not-found': {
    heading: 'There is no such room',
    advice: 'The address may have lost a piece on its way to you. Your own page lists your rooms.',
    ways: ['home'],
  },
  'signed-out': {
    heading: 'Who is knocking?',
    advice: 'You are not logged in here. Log in, and we bring you back to this very room.',
    ways: ['log-in', 'home'],
  },
  forbidden: {
    heading: 'This room is not yours',
    advice: 'Another person rehearses here. If it should be you, ask whoever sent you the link.',
    ways: ['home'],
  },
  expired: {
    heading: 'This room is closed',
    advice: 'The rehearsal was finished, or its day is over. Plan a new one from your own page.',
    ways: ['home'],
  },
  network: {
    heading: 'The room is out of reach',
    advice: 'Nothing came back over the connection. See that you are online; nothing is lost.',
    ways: ['again', 'home'],
  },
  server: {
    heading: 'We are a little busy',
    advice: 'Our side needs a moment. Give it a minute and try again; nothing is lost.',
    ways: ['again', 'home'],
  },
  corrupt: {
    heading: 'The room arrived in pieces',
    advice: 'What came back could not be read. Trying again often helps; nothing is lost.',
    ways: ['again', 'home'],
  },
};

const LABELS: Record<Way, string> = {
  again: 'Try again',
  'log-in': 'Log in',
  home: 'Back to my page',
};

/** Without `ways` the guard's script listens to the buttons. */
export function TroubleCard({ trouble, ways }: { trouble: Trouble; ways?: Record<Way, () => void> }) {
  const { heading, advice, ways: due } = WORDS[trouble];
  return (
    <section className="card trouble" role="alert">
      <h1 tabIndex={-1}>{heading}</h1>
      <p>{advice}</p>
      <p className="row">
        {due.map((way) => (
          <button
            key={way}
            type="button"
            className={way === 'home' ? '' : 'main'}
            {...(ways ? { onClick: ways[way] } : { 'data-way': way })}
          >
            {LABELS[way]}
          </button>
        ))}
      </p>
    </section>
  );
}
