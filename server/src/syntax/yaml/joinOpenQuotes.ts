import type { TextRange } from '../../base/textRange';
import { quoteEnd } from './joinUnderIndented';
import { parseYaml } from './parse';

/** An item of a list as a part of a text. */
export interface ItemRange extends TextRange {
  /** A quote in it is not closed by its end: it depends on up to `longestJoin` characters from its start. */
  readonly open?: true;
}

/** Items that a quoted text makes one may be this long together, in UTF-16 code units. */
export const longestJoin = 8000;
/** Text that is parsed in vain at most for one answer, and how often: a file may be full of lonely quotes. */
const maxTried = 60_000;
const maxFailures = 200;

/** A line on which a quote may open and does not close. */
const openingLine = /"(?<=[\s[{,:-]"|^")[^"\\\n]*(?:\\.[^"\\\n]*)*\\?$|'(?<=[\s[{,:-]'|^')[^'\n]*(?:''[^'\n]*)*$/m;

/**
 * PyYAML does not mind how the lines of a quoted text are indented, so one that begins with a dash at the column of the
 * items is none of them. Takes the items of a text as their lines show them, and gives those that are.
 */
export function joinOpenQuotes(text: string, items: readonly TextRange[]): readonly ItemRange[] {
  const from = items[0]?.start;
  if (from === undefined || !openingLine.test(text.slice(from, items.at(-1)?.end))) return items;
  const joined: ItemRange[] = [];
  let tried = 0;
  let failures = 0;
  for (let index = 0; index < items.length; index++) {
    const item = items[index];
    if (!item) continue;
    const last = failures < maxFailures ? lastWithText(text, items, index) : undefined;
    const end = last === undefined ? item.end : (items[last]?.end ?? item.end);
    const isJoined = last !== undefined && last > index && isOneItem(text.slice(item.start, end), maxTried - tried);
    if (last === index) joined.push(item);
    else if (isJoined) {
      joined.push({ start: item.start, end });
      index = last;
    } else {
      failures++;
      tried += last === undefined ? 0 : end - item.start;
      joined.push({ ...item, open: true });
    }
  }
  return joined;
}

/** The item in which the quoted texts that begin in another one are all closed; undefined when there is none near. */
function lastWithText(text: string, items: readonly TextRange[], first: number): number | undefined {
  const limit = (items[first]?.start ?? 0) + longestJoin;
  let index = first;
  let from = items[first]?.start ?? 0;
  for (;;) {
    const end = items[index]?.end ?? text.length;
    const open = openQuote(text, { start: from, end });
    if (open === undefined) return index === first || end <= limit ? index : undefined;
    const close = quoteEnd(text, open, limit);
    if (close === undefined) return undefined;
    while ((items[index]?.end ?? close) < close) index++;
    from = close;
  }
}

/** Where a quoted text opens that is not closed within the range, as far as can be seen without parsing. */
function openQuote(text: string, { start, end }: TextRange): number | undefined {
  const opener = /(?:^|[\s[{,:-])(["'])|(?:^|\s)#[^\n]*/gm;
  opener.lastIndex = start;
  for (let match = opener.exec(text); match && match.index < end; match = opener.exec(text)) {
    if (match[1] === undefined) continue;
    const at = match.index + match[0].length - 1;
    const close = quoteEnd(text, at, end);
    if (close === undefined) return at < end ? at : undefined;
    opener.lastIndex = close;
  }
  return undefined;
}

function isOneItem(text: string, longest: number): boolean {
  if (text.length > longest) return false;
  const { root, problems } = parseYaml(text);
  return problems.length === 0 && root?.type === 'list' && root.items.length === 1;
}
