/**
 * The script that stands in the room's document itself: it ends a load that the app's own scripts
 * cannot end, because one of them failed, hangs or never came. It needs nothing that is fetched.
 *
 * It speaks with the room through the root element: `data-run` and `data-arrived` are this load's
 * id and begin, `data-room` says that the app has taken over, `data-ended` that the guard ended it.
 * The event `load-again` makes it count anew.
 */
function guard(): void {
  if (!location.pathname.startsWith('/room/')) return;
  const DEADLINE_MS = 14_600;
  const root = document.documentElement.dataset;
  const STARTERS = ['drill', 'lobby', 'desk', 'office'];
  let limit: ReturnType<typeof setTimeout> | undefined;

  const begin = () => {
    const bytes = crypto.getRandomValues(new Uint8Array(12));
    root.run = Array.from(bytes, (it) => it.toString(36)).join('');
    root.arrived = String(performance.now());
    clearTimeout(limit);
    limit = setTimeout(() => fail('deadline'), DEADLINE_MS);
  };
  const elapsed = () => Math.round(performance.now() - Number(root.arrived));
  const report = (result: string, trouble: string | null) => {
    const from = new URLSearchParams(location.search).get('from') ?? '';
    const entry = performance.getEntriesByType('navigation')[0] as
      | PerformanceNavigationTiming
      | undefined;
    const { connection } = navigator as { connection?: { effectiveType?: string } };
    const message = {
      ...{ v: 3, run: root.run, via: STARTERS.includes(from) ? from : null, source: null },
      ...{ result, trouble, tries: 0 },
      took: { storage: null, auth: null, server: null, total: elapsed() },
      because: {},
      navigation: entry?.type ?? 'unknown',
      link: connection?.effectiveType ?? 'unknown',
    };
    const content = new Blob([JSON.stringify(message)], { type: 'application/json' });
    navigator.sendBeacon('/api/pulse', content);
  };
  const fail = (status: string) => {
    if (root.ended !== undefined || root.shown !== undefined) return;
    root.ended = status;
    const id = location.pathname.split('/')[2];
    const line = { id, layer: 'page', attempt: 1, status, elapsed: elapsed() };
    console.warn('room did not load:', JSON.stringify(line));
    document.querySelector<HTMLElement>('#unreached h1')?.focus();
    report('error', 'network');
  };
  const soon = (status: string) => {
    if (document.readyState !== 'loading') fail(status);
    else document.addEventListener('DOMContentLoaded', () => fail(status));
  };

  begin();
  document.addEventListener('load-again', begin);
  addEventListener(
    'error',
    ({ target }) => {
      if (target instanceof HTMLScriptElement) soon('script');
    },
    true,
  );
  document.addEventListener('click', ({ target }) => {
    const way = target instanceof HTMLElement ? target.dataset.way : undefined;
    if (way === 'again') location.reload();
    if (way === 'home') location.assign('/');
  });

  let told = false;
  const gone = () => {
    if (told || root.room !== undefined || root.ended !== undefined) return;
    told = true;
    report('abandoned', null);
  };
  addEventListener('pagehide', gone);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') gone();
  });
}

/** The guard as text for the document. */
export const GUARD = `(${guard.toString()})()`;
