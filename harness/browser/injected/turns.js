// @ts-check
/**
 * Work that a page cuts into turns: messages that it posts to itself (React's scheduler renders and hydrates so), frames
 * and idle callbacks. Until such a turn has come, time must not jump, or a timer overtakes work that was begun before it.
 *
 * A page that does so without end (an animation) must not stop time either: turns hold it for the plan's hold_ms of real
 * time at most since the last jump, or since anything else that was on its way has come. Frames do so only FRAMES times
 * a jump, and one that does not come (a tab in the background has none) for FRAME_MS.
 */

const FRAMES = 4;
const FRAME_MS = 250;

const post = MessagePort.prototype.postMessage;

/** @param {Probe} probe @returns {() => void} to be called when time has jumped */
function trackTurns(probe) {
  let [since, frames] = [natives.now(), 0];
  const again = () => void (since = natives.now());
  const { track } = probe;
  probe.track = (what) => {
    const over = track(what);
    return () => (again(), over());
  };
  probe.eachDocument(() => document.addEventListener('readystatechange', again));
  const held = () => (natives.now() - since < probe.config.clock.hold_ms ? track('a turn') : () => undefined);
  trackMessages(held);
  for (const name of ['requestAnimationFrame', 'requestIdleCallback']) {
    trackFrames(name, () => ((frames += 1) > FRAMES ? () => undefined : held()));
  }
  return () => void ([since, frames] = [natives.now(), 0]);
}

/** A message counts until one that was posted after it has come. @param {() => () => void} held */
function trackMessages(held) {
  const channel = new MessageChannel();
  /** @type {(() => void)[]} */
  const posted = [];
  channel.port1.onmessage = () => posted.shift()?.();
  replace(MessagePort.prototype, 'postMessage', /** @this {MessagePort} */ function (/** @type {any[]} */ ...args) {
    posted.push(held());
    try {
      return post.apply(this, /** @type {any} */ (args));
    } finally {
      post.call(channel.port2, 0);
    }
  });
}

/** @param {string} name @param {() => () => void} held */
function trackFrames(name, held) {
  const native = /** @type {any} */ (window)[name];
  if (typeof native !== 'function') return;
  replace(window, name, (/** @type {(...told: any[]) => void} */ run, /** @type {any[]} */ ...options) => {
    const over = held();
    natives.setTimeout(over, FRAME_MS);
    return native.call(window, (/** @type {any[]} */ ...told) => {
      over();
      run(...told);
    }, ...options);
  });
}
