import { groupBy } from '../base/groupBy';
import { locate } from '../base/place';
import type { TextRange } from '../base/textRange';
import type { Project } from '../model/project/project';
import type { Fix } from './rule';

const anchor = /(?<![^\s,[\]{}:-])&([^\s,[\]{}]+)/g;
const alias = /(?<![^\s,[\]{}:-])\*([^\s,[\]{}]+)/g;

/** True when no edit of the fix takes away an anchor whose alias stays: such a file could not be read any more. */
export function keepsAnchors(project: Project, { edits }: Fix): boolean {
  const placed = edits.flatMap((edit) => ('at' in edit ? [{ ...locate(edit.at), newText: edit.newText }] : []));
  return [...groupBy(placed, ({ uri }) => uri)].every(([uri, changes]) => {
    const file = project.file(uri);
    if (!file?.facts.yaml) return true;
    const removed = changes.map(({ range }) => file.text.slice(range.start, range.end)).join('\n');
    const gone = names(removed, anchor);
    if (gone.size === 0) return true;
    const written = changes.map(({ newText }) => newText).join('\n');
    for (const name of names(written, anchor)) gone.delete(name);
    const used = names(`${withoutRanges(file.text, changes)}\n${written}`, alias);
    return [...gone].every((name) => !used.has(name));
  });
}

function names(text: string, pattern: RegExp): Set<string> {
  return new Set([...text.matchAll(pattern)].flatMap(([, name]) => name ?? []));
}

function withoutRanges(text: string, changes: readonly { readonly range: TextRange }[]): string {
  let rest = '';
  let from = 0;
  for (const { range } of changes.toSorted((a, b) => a.range.start - b.range.start)) {
    rest += `${text.slice(from, range.start)}\n`;
    from = Math.max(from, range.end);
  }
  return rest + text.slice(from);
}
