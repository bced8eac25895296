import type { YamlEntry, YamlNode, YamlProblem } from './nodes';

/**
 * What of an entry of a flow mapping (or a pair in a flow list) the library takes and PyYAML refuses; `text` is what the
 * ranges refer to.
 */
export function refusedEntry(text: string, { key, value }: YamlEntry): YamlProblem[] {
  return [...refusedText(key), ...refusedText(value), ...refusedKey(text, key)];
}

/** The same for an item of a flow list: to PyYAML a plain text in brackets ends where a question mark begins a key. */
export function refusedText(node: YamlNode | undefined): YamlProblem[] {
  if (node?.type !== 'scalar' || node.style !== 'plain' || !node.source.includes('?', 1)) return [];
  const message = 'In brackets a text with a question mark needs quotes';
  return [{ kind: 'syntax', message, range: node.range }];
}

/** A key without a mark of its own and its colon are on one line; mostly the comma of the line before is missing. */
function refusedKey(text: string, key: YamlEntry['key']): YamlProblem[] {
  if (!key) return [];
  const colon = /\s*:/y;
  colon.lastIndex = key.range.end;
  if (!colon.test(text) || !text.slice(key.range.start, colon.lastIndex).includes('\n')) return [];
  let before = key.range.start - 1;
  while (/\s/.test(text.charAt(before))) before--;
  // Behind an anchor, a tag or a comment nothing is said.
  if (!['{', '[', ','].includes(text.charAt(before))) return [];
  const message = 'In brackets a key and its colon stand on one line; before a further key a comma is needed';
  return [{ kind: 'syntax', message, range: key.range }];
}
