/** Reports how each load ended, once, and as abandoned when the tab goes away before; names nobody. */

import { isOn } from '@/defects';
import type { Ending, Load } from './load';

const STARTERS = ['drill', 'lobby', 'desk', 'office'];

export const newRun = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(12)), (it) => it.toString(36)).join('');

/** Watches one load; gives back what reports its end. */
export function watch(run: string, began: number, state: Load): (ending: Ending) => void {
  let told = false;
  const leave = () => {
    if (told || document.documentElement.dataset.ended !== undefined) return;
    told = true;
    send(run, began, state, { result: 'abandoned', source: null, trouble: null });
  };
  const hide = () => document.visibilityState === 'hidden' && leave();
  addEventListener('pagehide', leave);
  document.addEventListener('visibilitychange', hide);
  return (ending) => {
    told = true;
    removeEventListener('pagehide', leave);
    document.removeEventListener('visibilitychange', hide);
    send(run, began, state, {
      result: ending.result,
      source: 'source' in ending ? ending.source : null,
      trouble: 'trouble' in ending ? ending.trouble : null,
    });
  };
}

interface End {
  result: 'ready' | 'error' | 'abandoned';
  source: string | null;
  trouble: string | null;
}

function send(run: string, began: number, state: Load, { result, source, trouble }: End): void {
  const from = new URLSearchParams(location.search).get('from');
  const entry = performance.getEntriesByType('navigation')[0] as
    | PerformanceNavigationTiming
    | undefined;
  const { connection } = navigator as { connection?: { effectiveType?: string } };
  const wrong = isOn('pulse-names-wrong-source') && source !== null;
  const message = {
    v: 3,
    run,
    via: STARTERS.find((it) => it === from) ?? null,
    source: wrong ? 'server' : source,
    result,
    trouble,
    tries: state.tries,
    took: { ...state.took, total: Math.round(performance.now() - began) },
    because: state.because,
    navigation: entry?.type ?? 'unknown',
    link: connection?.effectiveType ?? 'unknown',
  };
  const content = new Blob([JSON.stringify(message)], { type: 'application/json' });
  navigator.sendBeacon('/api/pulse', content);
}
