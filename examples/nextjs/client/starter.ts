/**
 * Starts a rehearsal on a click:
 *
 *     open the tab ─ plan ─ begin ─ store ─ read back ─ wait ─ send the tab on
 *
 * The tab is opened inside the click, empty or with a waiting page, because later no popup blocker
 * lets it through.
 */

import { isOn } from '@/defects';
import { type Content, isContent, type Progress, type Prompt } from '@/shared/room';
import { call, explained } from './api';
import { keyOf, packed } from './entry';
import { rememberedUid } from './identity';
import { pause } from './time';

export type StarterName = 'drill' | 'lobby' | 'desk' | 'office';

export interface Choice {
  candidate: string;
  name: string;
  track: string;
}

/** Where the starter speaks to the person. */
export interface Voice {
  tell: (text: string) => void;
  complain: (text: string) => void;
}

interface Planned {
  room: string;
  rehearsal: string;
  organisation: string;
}

interface Begun {
  progress: Progress;
  prompt: Prompt;
}

const MOMENT_MS = 60;
const NOTICE_MS = 1_500;
const BLOCKED = 'Your browser keeps new tabs shut, so the room opens in this one.';
const FAILED = 'The rehearsal could not begin';

/** Starts in this tab, and goes on to the room with `go`; true when the person stays here because it failed. */
export async function startHere(
  starter: StarterName,
  choice: Choice,
  voice: Voice,
  go: (address: string) => void,
): Promise<boolean> {
  const content = await ready(starter, choice, voice);
  if (content === null) return true;
  go(addressOf(content, starter));
  return false;
}

/** Starts in a new tab, or here where there is none; true when this tab stays. Call it inside the click. */
export async function startBeside(
  starter: StarterName,
  choice: Choice,
  voice: Voice,
  page: 'about:blank' | '/waiting',
): Promise<boolean> {
  const late = isOn('popup-after-answers');
  let tab = late ? null : opened(page);
  if (tab === null && !late) voice.tell(BLOCKED);
  const content = await ready(starter, choice, voice);
  if (content === null) {
    tab?.close();
    return true;
  }
  if (late) tab = opened(page);
  if (tab !== null && !tab.closed) {
    tab.location.replace(addressOf(content, starter));
    if (isOn('sent-before-stored')) void pause(400).then(() => store(content));
    voice.tell(`The room of ${content.name} is open in its own tab.`);
    return true;
  }
  voice.tell(BLOCKED);
  await pause(NOTICE_MS);
  location.assign(addressOf(content, starter));
  return false;
}

function opened(page: 'about:blank' | '/waiting'): Window | null {
  const tab = window.open(page, '_blank');
  if (tab === null || tab.closed) return null;
  if (page === 'about:blank') furnish(tab.document);
  return tab;
}

/** Says in the empty tab what the person is waiting for. */
function furnish(page: Document): void {
  page.documentElement.lang = 'en';
  page.title = 'Setting up your room';
  const [heading, line] = [page.createElement('h1'), page.createElement('p')];
  heading.textContent = 'Setting up your room';
  line.textContent = 'Your rehearsal begins in a moment.';
  const main = page.createElement('main');
  main.append(heading, line);
  page.body.append(main);
  page.documentElement.style.cssText = 'color-scheme: light dark; font: 1.1rem/1.5 system-ui';
  page.body.style.cssText = 'display: grid; place-content: center; min-height: 90vh; padding: 1rem';
}

/** The begun rehearsal, in the database and, where storage lets us, in storage. */
async function ready(starter: StarterName, choice: Choice, voice: Voice): Promise<Content | null> {
  const { candidate, name, track } = choice;
  const refuse = (status: number) => {
    voice.complain(explained(status, FAILED));
    return null;
  };
  const own = starter === 'drill' || starter === 'lobby';
  const planned = own
    ? await call<Planned>('POST', '/api/rehearsals', { track })
    : await call<Planned>('POST', '/api/desk/rehearsals', { candidate, track });
  if (!planned.ok) return refuse(planned.status);
  const { room, rehearsal, organisation } = planned.body;
  const begun = await call<Begun>('POST', '/api/rehearsals/begin', {
    ...{ rehearsal, candidate, track, visa: track, person: { name } },
  });
  if (!begun.ok) return refuse(begun.status);
  const { progress, prompt: opening } = begun.body;
  const audience = own ? 'personal' : 'organisation';
  const content = {
    ...{ room, rehearsal, track: progress?.track, name: progress?.person?.name },
    ...{ audience, organisation, opening, progress },
  };
  if (!isContent(content)) return refuse(500);
  if (!isOn('sent-before-stored')) store(content);
  await pause(MOMENT_MS);
  return content;
}

/** Writes the room and makes sure that it is there; the server layer helps out where it is not. */
function store(content: Content): void {
  try {
    const [key, entry] = [keyOf(content.room), packed(rememberedUid() ?? '', content)];
    window.localStorage.setItem(key, entry);
    if (window.localStorage.getItem(key) !== entry) window.localStorage.setItem(key, entry);
  } catch (error) {
    console.warn('starter: the room could not be stored:', String(error));
  }
}

const addressOf = ({ room }: Content, starter: StarterName): string =>
  `/room/${encodeURIComponent(room)}?from=${starter}`;
