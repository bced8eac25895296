import type { Problem } from './infrahubError';

/** Shorter secrets are words that may stand in names by right; in characters. A token of Infrahub has 36. */
const shortest = 12;

/** The body of an answer without the secret that the request was sent with, also as JSON writes it. */
export function bodyWithoutSecret(body: string, secret: string | undefined): string {
  if (secret === undefined || secret.length < shortest) return body;
  const clean = body.replaceAll(secret, '…');
  const written = JSON.stringify(secret).slice(1, -1);
  return written === secret ? clean : clean.replaceAll(written, '…');
}

/** A server that repeats what it was sent shall not bring it into a message; hosts do so in small letters. */
export function problemWithoutSecret(problem: Problem, secret: string | undefined): Problem {
  if (secret === undefined || secret === '') return problem;
  const found = new RegExp(secret.replaceAll(/[^\w]/g, String.raw`\$&`), 'gi');
  const clean = (text: string): string => text.replace(found, '…');
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
