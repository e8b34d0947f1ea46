// @ts-check
/**
 * Virtual time: when nothing is on its way and only timers are awaited, time jumps by exactly what the next one lacks.
 *
 *     virtual now = real now + skipped
 *     idle for two tasks and quiet_ms ─▶ skipped grows ─▶ that timer alone fires ─▶ idle again? ─▶ …
 *
 * Between jumps timers are the browser's own. Where the plan is `frozen`, they are not: then time moves only by jumps, so
 * that what is held elsewhere may be held for as long as it takes; a wait of less than TASK_MS is a task, not a wait.
 * On its way are: requests and their bodies, scripts and styles, IndexedDB
 * transactions, cryptography, closed gates, work in turns (turns.js), and, where time is not frozen, the next document. A
 * wait that this list does not know is only guarded by quiet_ms.
 */

const LONG_QUIET_MS = 200;
const AGAIN_MS = 10;
const TASK_MS = 5;
// A page that has sent itself on waits so long, really: an answer may be none that takes its place (204, a download).
const LEAVING_MS = 3_000;
// A timer set by a timer set by … so deep waits 4 ms at least (HTML, "timer nesting level"), and is a wait, however short.
const NESTED = 5;
const NESTED_MS = 4;
// Ids of timers that the browser does not know; far from those that it gives.
const FROZEN_IDS = 1_000_000_000;
// What each look at a frozen clock adds, so that a page that waits in a loop comes to an end.
const LOOK_MS = 0.01;

/** @typedef {{id: number, due: number, every: number | null, run: () => void, handle: number, depth: number}} Timer */

/** @param {Probe} probe */
function installClock(probe) {
  const timers = virtualTimers(probe);
  virtualDates(probe);
  trackWaits(probe);
  const jumpedOn = trackTurns(probe);
  const jumper = probe.config.clock.frozen ? steps(probe, timers, jumpedOn) : jumps(probe, timers, jumpedOn);
  probe.clock = jumper;
  Object.defineProperty(window, '__layerproof_clock', { configurable: true, enumerable: false, value: jumper });
  probe.eachDocument(jumper.restart);
  probe.eachRoute(() => jumper.follow());
}

/** Replaces the timer functions by ones whose timers can be brought forward. @param {Probe} probe */
function virtualTimers(probe) {
  const native = { set: window.setTimeout.bind(window), clear: window.clearTimeout.bind(window) };
  /** @type {Map<number, Timer>} */
  const pending = new Map();
  const { frozen } = probe.config.clock;
  const began = natives.now();
  const now = () => (frozen ? began : natives.now()) + probe.skipped;
  let ids = FROZEN_IDS;
  // How deep the timer is that runs now; what it does in microtasks counts as well.
  let depth = 0;

  /** @type {Map<number, () => void>} */
  const tasks = new Map();
  /** @param {number} handle */
  const clear = (handle) => {
    native.clear(handle);
    tasks.get(handle)?.();
    tasks.delete(handle);
  };
  /** @param {Timer} timer */
  const fire = (timer) => {
    if (frozen) {
      depth = timer.depth;
      native.set(() => void (depth = 0), 0);
    }
    if (timer.every === null) pending.delete(timer.id);
    else repeat(timer, timer.every);
    timers.fired += 1;
    timer.run();
  };
  /** @param {Timer} timer @param {number} every */
  const repeat = (timer, every) => {
    timer.depth += 1;
    plan(timer, now() + atLeast(timer.depth, every));
  };
  /** @param {number} nested @param {number} wait */
  const atLeast = (nested, wait) => (frozen && nested > NESTED ? Math.max(wait, NESTED_MS) : wait);
  /** @param {Timer} timer @param {number} due */
  const plan = (timer, due) => {
    timer.due = due;
    const wait = Math.max(0, due - now());
    timer.handle = 0;
    if (frozen && wait > 0 && (wait >= TASK_MS || timer.depth > NESTED)) return;
    const over = frozen ? probe.track('a task') : () => undefined;
    const handle = native.set(() => (tasks.delete(handle), over(), fire(timer)), wait);
    tasks.set(handle, over);
    timer.handle = handle;
  };
  /** @param {any} handler @param {any} delay @param {any[]} args @param {boolean} repeats */
  const add = (handler, delay, args, repeats) => {
    const ms = Math.max(0, Math.trunc(Number(delay)) || 0);
    // A delay over 2^31-1 ms is 0 to a browser.
    const wait = ms > 0x7fffffff ? 0 : ms;
    /** @type {Timer} */
    const timer = { id: 0, due: 0, every: repeats ? Math.max(wait, 1) : null, run: () => handler.apply(window, args), handle: 0, depth: depth + 1 };
    plan(timer, now() + atLeast(timer.depth, wait));
    timer.id = timer.handle || (ids += 1);
    pending.set(timer.id, timer);
    return timer.id;
  };
  /** @param {any} id */
  const remove = (id) => {
    const timer = pending.get(Number(id));
    pending.delete(Number(id));
    clear(timer === undefined ? id : timer.handle);
  };

  const timers = {
    fired: 0,
    now,
    /** The timer that is due first, of equals the oldest. @returns {Timer | undefined} */
    next: () => [...pending.values()].sort((a, b) => a.due - b.due || a.id - b.id)[0],
    /** @param {number} jump_ms */
    jump(jump_ms) {
      probe.skipped += jump_ms;
      for (const timer of [...pending.values()].sort((a, b) => a.due - b.due || a.id - b.id)) {
        clear(timer.handle);
        plan(timer, timer.due);
      }
    },
  };
  const ownInterval = window.setInterval;
  replace(window, 'setTimeout', (/** @type {any} */ handler, /** @type {any} */ delay, /** @type {any[]} */ ...args) =>
    typeof handler === 'function' ? add(handler, delay, args, false) : native.set(handler, delay));
  replace(window, 'setInterval', (/** @type {any} */ handler, /** @type {any} */ delay, /** @type {any[]} */ ...args) =>
    typeof handler === 'function' ? add(handler, delay, args, true) : ownInterval.call(window, handler, delay));
  replace(window, 'clearTimeout', remove);
  replace(window, 'clearInterval', remove);
  replace(AbortSignal, 'timeout', (/** @type {number} */ ms) => {
    const controller = new AbortController();
    add(() => controller.abort(new DOMException('signal timed out', 'TimeoutError')), ms, [], false);
    return controller.signal;
  });
  return timers;
}

/**
 * Frozen time: it moves only when it is told to, to the next timer.
 * @param {Probe} probe
 * @param {ReturnType<typeof virtualTimers>} timers
 * @param {() => void} jumpedOn
 */
function steps(probe, timers, jumpedOn) {
  let jumped = 0;
  const mayJump = () => jumped < probe.config.clock.horizon_ms && !probe.config.clock.until.includes(probe.screen);
  const next = () => {
    const timer = timers.next();
    return timer === undefined || !mayJump() ? null : Math.max(0, timer.due - timers.now());
  };
  return {
    arm: () => undefined,
    hung: () => undefined,
    restart: () => void (jumped = 0),
    follow: () => undefined,
    /** How many milliseconds the next timer still has to wait; null where none may come. */
    next,
    advance() {
      const jump_ms = next();
      if (jump_ms === null) return;
      jumped += jump_ms;
      jumpedOn();
      timers.jump(jump_ms);
      void probe.push('info', 'clock', { jump_ms: Math.round(jump_ms * 10) / 10, awaited: true });
    },
  };
}

/** @param {Probe} probe */
function virtualDates(probe) {
  const native = Date;
  const wall = native.now.bind(native);
  const { frozen } = probe.config.clock;
  const began = { wall: wall(), page: natives.now() };
  let looks = 0;
  const look = () => (looks += LOOK_MS);
  const now = () => Math.floor((frozen ? began.wall + look() : wall()) + probe.skipped);
  replace(native, 'now', now);
  const seen = new Proxy(native, {
    construct: (target, args, made) =>
      Reflect.construct(target, args.length === 0 ? [now()] : args, made === seen ? target : made),
    apply: (target) => new target(now()).toString(),
  });
  native.prototype.constructor = seen;
  Object.defineProperty(window, 'Date', { configurable: true, writable: true, enumerable: false, value: seen });
  replace(Performance.prototype, 'now', () => (frozen ? began.page + look() : natives.now()) + probe.skipped);
  const frame = window.requestAnimationFrame;
  replace(window, 'requestAnimationFrame', (/** @type {FrameRequestCallback} */ run) =>
    frame.call(window, (at) => run(at + probe.skipped)));
}

/** Tells the probe of what is on its way besides requests. @param {Probe} probe */
function trackWaits(probe) {
  for (const name of ['arrayBuffer', 'blob', 'bytes', 'formData', 'json', 'text']) trackPromise(probe, Response.prototype, name);
  for (const name of ['decrypt', 'deriveBits', 'deriveKey', 'digest', 'encrypt', 'exportKey', 'generateKey', 'importKey', 'sign', 'verify']) {
    if (window.SubtleCrypto) trackPromise(probe, SubtleCrypto.prototype, name);
  }
  for (const name of ['open', 'deleteDatabase']) trackEvents(probe, IDBFactory.prototype, name, ['success', 'error', 'blocked']);
  trackEvents(probe, IDBDatabase.prototype, 'transaction', ['complete', 'error', 'abort']);
  trackElements(probe);
  if (!probe.config.clock.frozen) trackLeaving(probe);
}

/** No timer of a page that has sent itself on comes before the next document may be there. @param {Probe} probe */
function trackLeaving(probe) {
  if (/** @type {any} */ (window).navigation === undefined) return;
  probe.listen(() => /** @type {any} */ (window).navigation, 'navigate', (event) => {
    if (event.hashChange || event.destination.sameDocument || typeof event.downloadRequest === 'string') return;
    natives.setTimeout(probe.track('the next document'), LEAVING_MS);
  });
}

/** @param {Probe} probe @param {any} owner @param {string} name */
function trackPromise(probe, owner, name) {
  const native = owner[name];
  if (typeof native !== 'function') return;
  replace(owner, name, /** @this {unknown} */ function (/** @type {unknown[]} */ ...args) {
    const over = probe.track(name);
    const promise = native.apply(this, args);
    promise.then(over, over);
    return promise;
  });
}

/** @param {Probe} probe @param {any} owner @param {string} name @param {string[]} ends */
function trackEvents(probe, owner, name, ends) {
  const native = owner[name];
  replace(owner, name, /** @this {unknown} */ function (/** @type {unknown[]} */ ...args) {
    const it = native.apply(this, args);
    const over = probe.track(`IndexedDB ${name}`);
    for (const end of ends) it.addEventListener(end, over);
    return it;
  });
}

/** Scripts and styles that are added later hold time as well. @param {Probe} probe */
function trackElements(probe) {
  const loads = 'script[src],link[rel=stylesheet][href],link[rel=modulepreload][href]';
  const seen = new WeakSet();
  const watch = new MutationObserver((records) => {
    if (document.readyState !== 'complete') return;
    for (const node of records.flatMap((record) => [...record.addedNodes])) {
      if (!(node instanceof Element) || !node.matches(loads) || seen.has(node)) continue;
      seen.add(node);
      const over = probe.track(/** @type {any} */ (node).src || /** @type {any} */ (node).href);
      node.addEventListener('load', over);
      node.addEventListener('error', over);
    }
  });
  probe.eachDocument(() => watch.observe(document, { subtree: true, childList: true }));
}

/**
 * Decides when time jumps.
 * @param {Probe} probe
 * @param {ReturnType<typeof virtualTimers>} timers
 * @param {() => void} jumpedOn
 */
function jumps(probe, timers, jumpedOn) {
  const channel = new MessageChannel();
  let armed = false;
  let running = false;
  let matched = false;
  let jumped = 0;
  /** @type {string[]} */
  let hung = [];
  /** @type {() => void} */
  let resume = () => undefined;
  channel.port1.onmessage = () => resume();

  /** @returns {Promise<void>} the next task */
  const task = () => new Promise((resolve) => {
    resume = resolve;
    post.call(channel.port2, 0);
  });
  /** @param {number} ms @returns {Promise<void>} */
  const pause = (ms) => new Promise((resolve) => void natives.setTimeout(resolve, ms));
  const isHung = (/** @type {string} */ what) => matchesAny(hung, what);
  const isIdle = () =>
    document.readyState === 'complete' && [...probe.underway.values()].every(isHung);
  const mayJump = () =>
    armed && jumped < probe.config.clock.horizon_ms && !probe.config.clock.until.includes(probe.screen);

  /** Whether nothing happened for two tasks and `ms` of real time. @param {number} ms */
  async function stayedIdle(ms) {
    const { fired } = timers;
    const began = natives.now();
    for (let tasks = 0; tasks < 2 || natives.now() - began < ms; tasks += 1) {
      if (!isIdle() || !mayJump() || timers.fired !== fired) return false;
      await task();
      if (natives.now() - began < ms) await pause(1);
    }
    return isIdle() && mayJump() && timers.fired === fired;
  }

  async function step() {
    const quiet = timers.next() === undefined ? LONG_QUIET_MS : probe.config.clock.quiet_ms;
    if (!(await stayedIdle(quiet))) return pause(AGAIN_MS);
    const next = timers.next();
    const now = timers.now();
    const left = probe.config.clock.horizon_ms - jumped;
    const jump_ms = Math.min(left, next === undefined ? left : Math.max(0, next.due - now));
    if (probe.config.clock.ask && (await probe.push('begin', 'clock', { jump_ms })) === false) return pause(AGAIN_MS);
    if (timers.next() !== next || !isIdle() || !mayJump()) return undefined;
    jump(jump_ms, next !== undefined);
    return task();
  }

  /** @param {number} jump_ms @param {boolean} awaited whether a timer is what comes next */
  function jump(jump_ms, awaited) {
    jumped += jump_ms;
    jumpedOn();
    timers.jump(jump_ms);
    void probe.push('info', 'clock', { jump_ms: Math.round(jump_ms * 10) / 10, awaited });
  }

  async function run() {
    if (running) return;
    running = true;
    while (armed && jumped < probe.config.clock.horizon_ms) {
      if (mayJump()) await step();
      else await pause(AGAIN_MS);
    }
    running = false;
  }

  return {
    /** @param {boolean} on */
    arm(on) {
      armed = on;
      if (on) void run();
    },
    /** @param {string[]} patterns */
    hung: (patterns) => void (hung = patterns),
    restart() {
      hung = probe.config.clock.hung_patterns;
      jumped = 0;
      matched = matches();
      this_arm(probe.config.clock.armed && matched);
    },
    /** Where the document goes on from another page to the runner, or leaves it. */
    follow() {
      if (matches() !== matched) this.restart();
    },
  };

  function matches() {
    return new RegExp(probe.config.clock.path).test(location.pathname + location.search + location.hash);
  }

  /** @param {boolean} on */
  function this_arm(on) {
    armed = on;
    if (on) void run();
  }
}
