import type { Problem } from './infrahubError';

/** Shorter secrets are words that may stand in names by right; in characters. A token of Infrahub has 36. */
const shortest = 12;

/** Where the strings of an answer end up. */
export type Strings =
  /** Some of them name things, and are sent again. */
  | 'values'
  /** People read them, and nothing else is made of them. */
  | 'lines';

/** A text without a secret, in whichever letters: hosts are told in small ones. */
export function textWithoutSecret(text: string, secret: string | undefined): string {
  return secret === undefined || secret === '' ? text : text.replace(patternOf(secret), '…');
}

/**
 * What was parsed of the body of an answer, without the secret that the request was sent with: each of its strings and keys,
 * however the body writes them. The value itself is changed. A short secret is left in words that may be names.
 */
export function valueWithoutSecret(
  value: unknown,
  body: string,
  secret: string | undefined,
  strings: Strings,
): unknown {
  if (secret === undefined || secret === '' || (secret.length < shortest && strings === 'values')) return value;
  const found = patternOf(secret);
  // Without an escape it stands in the body as it is, or nowhere.
  if (!body.includes('\\') && body.search(found) < 0) return value;
  const isWord = (text: string): boolean => secret.length < shortest && text !== secret && !/\s/.test(text);
  const clean = (text: string): string => (isWord(text) ? text : text.replace(found, '…'));
  const root = [value];
  // No recursion: a server may nest as deep as it likes.
  const open: object[] = [root];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const [key, held] of Object.entries(at) as [string, unknown][]) {
      const name = Array.isArray(at) ? key : clean(key);
      const told = typeof held === 'string' ? clean(held) : held;
      if (typeof held === 'object' && held !== null) open.push(held);
      if (name === key && told === held) continue;
      if (name !== key) Reflect.deleteProperty(at, key);
      // No assignment: a key may be `__proto__`.
      Reflect.defineProperty(at, name, { value: told, writable: true, enumerable: true, configurable: true });
    }
  }
  return root[0];
}

/** A server that repeats what it was sent shall not bring it into a message. */
export function problemWithoutSecret(problem: Problem, secret: string | undefined): Problem {
  const clean = (text: string): string => textWithoutSecret(text, secret);
  switch (problem.kind) {
    case 'forbidden':
    case 'tls':
      return { ...problem, reason: clean(problem.reason) };
    case 'redirect':
      return { ...problem, to: problem.to === undefined ? undefined : clean(problem.to) };
    case 'wrong-shape':
      return { ...problem, path: clean(problem.path) };
    case 'graphql':
      return { ...problem, errors: problem.errors.map((error) => ({ ...error, message: clean(error.message) })) };
    default:
      return problem;
  }
}

function patternOf(secret: string): RegExp {
  return new RegExp(secret.replaceAll(/[^\w]/g, String.raw`\$&`), 'gi');
}
