import { distance } from 'fastest-levenshtein';

/** Names longer than this are compared by equality only, so that hostile input costs nothing. */
const maxLength = 200;

/**
 * The known names that `name` is most likely a slip of: case and separators first, then edit distance, at most
 * `maxShare` of the longer name. Closest first, at most `limit`.
 */
export function nearestNames(name: string, known: Iterable<string>, limit = 3, maxShare = 0.4): string[] {
  if (!name || name.length > maxLength) return [];
  const plain = fold(name);
  const scored: { name: string; score: number }[] = [];
  for (const candidate of known) {
    if (candidate.length > maxLength || candidate === name) continue;
    const allowed = Math.floor(Math.max(name.length, candidate.length) * maxShare);
    if (Math.abs(candidate.length - name.length) > allowed) continue;
    const score = fold(candidate) === plain ? 0 : isSwap(name, candidate) ? 1 : distance(name, candidate);
    if (score <= allowed) scored.push({ name: candidate, score });
  }
  scored.sort((a, b) => a.score - b.score || a.name.localeCompare(b.name));
  return scored.slice(0, limit).map((entry) => entry.name);
}

/** True when two neighbouring letters changed places: one slip, although two letters differ. */
function isSwap(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  if (at >= a.length - 1 || a[at] !== b[at + 1] || a[at + 1] !== b[at]) return false;
  return a.slice(at + 2) === b.slice(at + 2);
}

function fold(name: string): string {
  return name.toLowerCase().replaceAll(/[-_ .]/g, '');
}
