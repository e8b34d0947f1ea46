/** What the officer asks, track by track; the first one opens a rehearsal. */

import { type Prompt, TRACKS } from '@/shared/room';

export type Track = keyof typeof TRACKS;

const level = 'medium';

const PROMPTS: Record<Track, readonly Prompt[]> = {
  study: [
    { text: 'Which course have you chosen, and what made you choose it?', topic: 'plans', level },
    { text: 'Who will pay for your studies, and how?', topic: 'money', level },
    { text: 'What will you do after your degree?', topic: 'ties', level },
  ],
  work: [
    { text: 'What will your working day look like?', topic: 'plans', level },
    { text: 'How did your employer find you?', topic: 'history', level },
    { text: 'What keeps you connected to your home country?', topic: 'ties', level },
  ],
  family: [
    { text: 'Whom are you visiting, and how are you related?', topic: 'plans', level },
    { text: 'How long will you stay, and where?', topic: 'stay', level },
    { text: 'What has to be back at home by then?', topic: 'ties', level },
  ],
};

export const isTrack = (text: unknown): text is Track =>
  typeof text === 'string' && Object.hasOwn(PROMPTS, text);

export const promptAt = (track: string, position: number): Prompt | undefined =>
  isTrack(track) ? PROMPTS[track][position] : undefined;

export const lengthOf = (track: string): number => (isTrack(track) ? PROMPTS[track].length : 1);
