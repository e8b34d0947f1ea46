// @ts-check
/**
 * Every fetch, XMLHttpRequest and beacon: begin, then ok or fail, in the order in which the page acts.
 *
 * A wanted body is read from a clone first and told, and only then the page gets its answer, so that nothing the page
 * does about an answer comes before the message. A body that does not end within GRACE_MS no longer holds the answer
 * back: it is told without its body.
 */

const GRACE_MS = 2_000;
const BODY_LIMIT = 65_536;

/** The text of request bodies that can otherwise only be read later. @type {WeakMap<object, string>} */
const knownText = new WeakMap();

/** @param {Probe} probe */
function installRequests(probe) {
  rememberBodies();
  wrapFetch(probe);
  wrapXhr(probe);
  wrapBeacon(probe);
}

/** Blobs and Requests made of text are remembered, because theirs cannot be read at once. */
function rememberBodies() {
  rememberText('Blob', ([parts]) =>
    Array.isArray(parts) && parts.every((part) => typeof part === 'string') ? parts.join('') : undefined);
  rememberText('Request', ([, init]) => bodyText(init?.body));
}

/** @param {'Blob' | 'Request'} name @param {(args: any[]) => string | undefined} read */
function rememberText(name, read) {
  const native = /** @type {any} */ (window)[name];
  const seen = new Proxy(native, {
    construct(target, args, made) {
      const it = Reflect.construct(target, args, made === seen ? target : made);
      const text = read(args);
      if (text !== undefined) knownText.set(it, text);
      return it;
    },
  });
  native.prototype.constructor = seen;
  Object.defineProperty(window, name, { configurable: true, writable: true, enumerable: false, value: seen });
}

/** @param {any} body @returns {string | undefined} undefined where it cannot be known at once */
function bodyText(body) {
  if (typeof body === 'string') return cut(body, BODY_LIMIT);
  if (body instanceof URLSearchParams) return cut(body, BODY_LIMIT);
  if (body instanceof FormData) return cut(new URLSearchParams(/** @type {any} */ (body)), BODY_LIMIT);
  if (body instanceof ArrayBuffer || ArrayBuffer.isView(body)) {
    return new TextDecoder().decode(/** @type {any} */ (body).slice(0, BODY_LIMIT));
  }
  const known = typeof body === 'object' && body !== null ? knownText.get(body) : undefined;
  return known === undefined ? undefined : cut(known, BODY_LIMIT);
}

/**
 * One request's messages.
 * @param {Probe} probe @param {string} initiator @param {string} method @param {string} address
 * @param {string} authorization @param {string | undefined} sent
 */
function requestOf(probe, initiator, method, address, authorization, sent) {
  const url = new URL(address, document.baseURI).href;
  const id = `${probe.doc}.${(requestOf.count += 1)}`;
  const arrived = probe.track(url);
  void probe.push('begin', 'request', {
    id, method, url, initiator, authorization, ...(sent === undefined ? {} : { sent }),
  });
  return {
    wantsBody: matchesAny(probe.config.body_patterns, `${method} ${url}`),
    /** @param {object} answer */
    ok(answer) {
      arrived();
      void probe.push('ok', 'request', { id, ...answer });
    },
    /** @param {string} reason @param {boolean} aborted */
    fail(reason, aborted) {
      arrived();
      void probe.push('fail', 'request', { id, reason, aborted });
    },
  };
}
requestOf.count = 0;

/** @param {Probe} probe */
function wrapFetch(probe) {
  const native = window.fetch;
  replace(window, 'fetch', /** @this {unknown} */ function fetch(/** @type {[any, any?]} */ ...args) {
    const told = describeFetch(probe, args);
    const answer = native.apply(/** @type {any} */ (this), args);
    if (told === null) return answer;
    const { request, signal } = told;
    return answer.then(
      (response) => handOver(probe, request, response, signal),
      (error) => {
        request.fail(said(error), isAborted(error, signal));
        throw error;
      },
    );
  });
}

/** @param {Probe} probe @param {[any, any?]} args null where the arguments make no request */
function describeFetch(probe, [input, init]) {
  try {
    const given = input instanceof Request ? input : null;
    const headers = new Headers(init?.headers ?? given?.headers);
    const sent = bodyText(init?.body ?? given);
    const method = String(init?.method ?? given?.method ?? 'GET').toUpperCase();
    const address = given === null ? String(input) : given.url;
    const request = requestOf(probe, 'fetch', method, address, headers.get('authorization') ?? '', sent);
    return { request, signal: /** @type {AbortSignal | null} */ (init?.signal ?? given?.signal ?? null) };
  } catch {
    return null;
  }
}

/** @param {any} error @param {AbortSignal | null} signal */
const isAborted = (error, signal) => signal?.aborted === true || error?.name === 'AbortError';

/** @param {Probe} probe @param {ReturnType<typeof requestOf>} request @param {Response} response @param {AbortSignal | null} signal */
async function handOver(probe, request, response, signal) {
  const head = { status: response.status, headers: Object.fromEntries(response.headers) };
  if (!request.wantsBody || response.type === 'opaque') {
    request.ok(head);
    return response;
  }
  const held = new Promise((resolve) => void probe.native.setTimeout(() => resolve(undefined), GRACE_MS));
  try {
    const body = await Promise.race([response.clone().text(), held]);
    request.ok(body === undefined ? { ...head, partial: true } : { ...head, body: cut(body, 1_048_576) });
  } catch (error) {
    request.fail(`body: ${said(error)}`, isAborted(error, signal));
  }
  return response;
}

/** @param {Probe} probe */
function wrapXhr(probe) {
  /** @type {WeakMap<XMLHttpRequest, any>} */
  const states = new WeakMap();
  const { open, send, setRequestHeader, abort } = XMLHttpRequest.prototype;
  const native = window.XMLHttpRequest;
  const seen = new Proxy(native, {
    construct(target, args, made) {
      const it = Reflect.construct(target, args, made === seen ? target : made);
      it.addEventListener('readystatechange', () => ended(it)); // before any listener of the page's
      return it;
    },
  });
  native.prototype.constructor = /** @type {any} */ (seen);
  Object.defineProperty(window, 'XMLHttpRequest', { configurable: true, writable: true, enumerable: false, value: seen });

  replace(native.prototype, 'open', /** @this {XMLHttpRequest} */ function (/** @type {any[]} */ ...args) {
    states.set(this, { method: String(args[0]).toUpperCase(), url: String(args[1]), authorization: '', aborted: false });
    return open.apply(this, /** @type {any} */ (args));
  });
  replace(native.prototype, 'setRequestHeader', /** @this {XMLHttpRequest} */ function (/** @type {string} */ name, /** @type {string} */ value) {
    const state = states.get(this);
    if (state && String(name).toLowerCase() === 'authorization') state.authorization = String(value);
    return setRequestHeader.call(this, name, value);
  });
  replace(native.prototype, 'send', /** @this {XMLHttpRequest} */ function (/** @type {any} */ body) {
    const state = states.get(this);
    if (state) {
      state.began = probe.native.now();
      state.request = requestOf(probe, 'xhr', state.method, state.url, state.authorization, bodyText(body));
    }
    return send.call(this, body);
  });
  replace(native.prototype, 'abort', /** @this {XMLHttpRequest} */ function () {
    const state = states.get(this);
    if (state) state.aborted = true;
    return abort.call(this);
  });

  /** @param {XMLHttpRequest} it */
  function ended(it) {
    const state = states.get(it);
    if (it.readyState !== 4 || !state?.request) return;
    const { request } = state;
    delete state.request;
    if (it.status === 0) {
      const late = it.timeout > 0 && probe.native.now() - state.began >= it.timeout;
      const reason = state.aborted ? 'AbortError' : late ? 'TimeoutError' : 'NetworkError';
      request.fail(`${reason}: XMLHttpRequest`, state.aborted);
    } else request.ok({ status: it.status, headers: xhrHeaders(it), ...(request.wantsBody ? xhrBody(it) : {}) });
  }
}

/** @param {XMLHttpRequest} it @returns {Record<string, string>} */
function xhrHeaders(it) {
  const lines = it.getAllResponseHeaders().trim().split(/[\r\n]+/).filter((line) => line !== '');
  return Object.fromEntries(lines.map((line) => {
    const at = line.indexOf(':');
    return [line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()];
  }));
}

/** @param {XMLHttpRequest} it @returns {{body?: string}} */
function xhrBody(it) {
  if (it.responseType === '' || it.responseType === 'text') return { body: it.responseText };
  return it.responseType === 'json' ? { body: natives.stringify(it.response) } : {};
}

/** @param {Probe} probe */
function wrapBeacon(probe) {
  const native = Navigator.prototype.sendBeacon;
  replace(Navigator.prototype, 'sendBeacon', /** @this {Navigator} */ function (/** @type {[any, any?]} */ ...args) {
    let request = null;
    try {
      request = requestOf(probe, 'beacon', 'POST', String(args[0]), '', bodyText(args[1]));
    } catch {
      // an address that is none: the browser's own method says so
    }
    const queued = native.apply(this, args);
    if (queued) request?.ok({ queued: true });
    else request?.fail('not queued', false);
    return queued;
  });
}
