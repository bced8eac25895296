import { plainText } from '../../../server/src/infrahub/plainText';

/** Longest part that is shown whole, in UTF-16 code units. */
const maxPart = 300;

/** A command and its arguments as text to read, not to run: what could be taken for several arguments is quoted. */
export function commandLine(command: string, args: readonly string[]): string {
  return [command, ...args].map(shown).join(' ');
}

function shown(part: string): string {
  const quoted = part === '' || /["'\s]/.test(part) ? JSON.stringify(part) : part;
  if (quoted.length <= maxPart) return plainText(quoted);
  // What a path ends with says more than its middle.
  return `${plainText(quoted.slice(0, maxPart / 2))}…${plainText(quoted.slice(-maxPart / 2))}`;
}
