// @ts-check
/**
 * What a session's payload looks like, and whether something is one; the same in storage and from
 * the server.
 */

/**
 * @typedef {object} Question
 * @property {string} question
 * @property {string} questionType
 * @property {string} difficulty
 */

/** @typedef {{role: 'interviewer' | 'student', content: string}} Turn */

/**
 * @typedef {object} ApiSession
 * @property {string} id
 * @property {string} userId
 * @property {string} visaType
 * @property {string} route
 * @property {{name: string}} studentProfile
 * @property {Turn[]} conversationHistory
 * @property {number} currentQuestionIndex counted from 0
 * @property {unknown[]} responses
 * @property {number | null} score
 * @property {string} startTime an instant, RFC 3339
 * @property {string | null} endTime an instant, RFC 3339
 * @property {string} difficulty
 * @property {string} status
 */

/**
 * @typedef {object} Payload
 * @property {ApiSession} apiSession
 * @property {Question} firstQuestion
 * @property {string} route
 * @property {string} studentName
 * @property {string} firestoreInterviewId
 * @property {'org' | 'user'} scope
 * @property {string} orgId '' when the interview belongs to no organisation
 */

/** @typedef {(value: unknown) => boolean} Check */

/** @type {Check} */
const text = (value) => typeof value === 'string';
/** @type {Check} */
const words = (value) => typeof value === 'string' && value.trim() !== '';
/** @type {Check} */
const list = (value) => Array.isArray(value);
/** @type {Check} */
const count = (value) => Number.isInteger(value) && Number(value) >= 0;
/** @type {Check} */
const instant = (value) => typeof value === 'string' && !Number.isNaN(Date.parse(value));

/** @type {(check: Check) => Check} */
const orNull = (check) => (value) => value === null || check(value);
/** @type {(check: Check) => Check} */
const listOf = (check) => (value) => Array.isArray(value) && value.every(check);
/** @type {(...allowed: string[]) => Check} */
const oneOf =
  (...allowed) =>
  (value) =>
    allowed.includes(/** @type {string} */ (value));
/** @type {(fields: Record<string, Check>) => Check} */
const shape = (fields) => (value) =>
  typeof value === 'object' &&
  value !== null &&
  Object.entries(fields).every(([name, check]) => check(Reflect.get(value, name)));

const question = shape({ question: words, questionType: text, difficulty: text });

const session = shape({
  id: words,
  userId: words,
  visaType: text,
  route: text,
  studentProfile: shape({ name: words }),
  conversationHistory: listOf(shape({ role: oneOf('interviewer', 'student'), content: text })),
  currentQuestionIndex: count,
  responses: list,
  score: orNull(Number.isFinite),
  startTime: instant,
  endTime: orNull(instant),
  difficulty: text,
  status: oneOf('scheduled', 'in_progress'),
});

const payload = shape({
  apiSession: session,
  firstQuestion: question,
  route: text,
  studentName: words,
  firestoreInterviewId: words,
  scope: oneOf('org', 'user'),
  orgId: text,
});

/**
 * Says whether a value has the payload's shape and belongs to an interview that can still be held.
 * @param {unknown} value
 * @returns {value is Payload}
 */
export function isPayload(value) {
  return payload(value);
}

/**
 * The question that the person has to answer now, also after a reload; null when the last one is
 * answered.
 * @param {Payload} value
 * @returns {string | null}
 */
export function currentQuestion({ apiSession, firstQuestion }) {
  const last = apiSession.conversationHistory.at(-1);
  if (last === undefined) return firstQuestion.question;
  return last.role === 'interviewer' ? String(last.content) : null;
}
