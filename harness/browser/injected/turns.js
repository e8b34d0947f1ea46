// @ts-check
/**
 * Work that a page cuts into turns: messages that it posts to itself (React's scheduler renders and hydrates so), frames
 * and idle callbacks. Until such a turn has come, time must not jump, or a timer overtakes work that was begun before it.
 *
 * A page that does so without end (an animation) must not stop time either: since the last jump, turns hold it for
 * HOLD_MS of real time at most, frames only as many times as FRAMES, and a frame that does not come (a tab in the
 * background has none) for FRAME_MS.
 */

const HOLD_MS = 2_000;
const FRAMES = 4;
const FRAME_MS = 250;

const post = MessagePort.prototype.postMessage;

/** @param {Probe} probe @returns {() => void} to be called when time has jumped */
function trackTurns(probe) {
  let [since, frames] = [natives.now(), 0];
  const held = (/** @type {string} */ what) =>
    natives.now() - since < HOLD_MS ? probe.track(what) : () => undefined;
  trackMessages(held);
  for (const name of ['requestAnimationFrame', 'requestIdleCallback']) {
    trackFrames(name, () => ((frames += 1) > FRAMES ? () => undefined : held(name)));
  }
  return () => void ([since, frames] = [natives.now(), 0]);
}

/** A message counts until one that was posted after it has come. @param {(what: string) => () => void} held */
function trackMessages(held) {
  const channel = new MessageChannel();
  /** @type {(() => void)[]} */
  const posted = [];
  channel.port1.onmessage = () => posted.shift()?.();
  replace(MessagePort.prototype, 'postMessage', /** @this {MessagePort} */ function (/** @type {any[]} */ ...args) {
    posted.push(held('message'));
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
