import { expect, vi } from 'vitest';
import type { CompletionItem, CompletionResult } from '../../server/src/features/completion/completion';
import type { RemoteKnowledge } from '../../server/src/remoteKnowledge';
import { parseFixture } from './fixture';
import { openRepository, type Repository } from './repository';

interface Asked {
  readonly repository: Repository;
  readonly path: string;
  readonly offset: number;
  readonly result: CompletionResult;
}

/** Asks for completion at the `$0` of the fixture. */
export async function completionAt(source: string, remote?: RemoteKnowledge): Promise<Asked> {
  const { files, cursors } = parseFixture(source);
  const [cursor] = cursors;
  if (!cursor) throw new Error('the fixture has no $0');
  const repository = await openRepository(files, { remote });
  const result = repository.service.completion(repository.uri(cursor.path), cursor.offset);
  return { repository, ...cursor, result };
}

/**
 * The items at the `$0` of the fixture, best first, as `kind label | detail`; the detail is left out when the expected
 * line has none. Items beyond those expected fail, unless the last line is `…`.
 */
export const checkCompletion = vi.defineHelper(async (source: string, expected: string): Promise<void> => {
  const { result } = await completionAt(source);
  const lines = expected
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const open = lines.at(-1) === '…';
  if (open) lines.pop();
  const items = open ? result.items.slice(0, lines.length) : result.items;
  expect(items.map((item, index) => show(item, lines[index]?.includes('|') ?? false))).toEqual(lines);
});

/** No item has one of the labels. */
export const checkNotOffered = vi.defineHelper(async (source: string, labels: readonly string[]): Promise<void> => {
  const { result } = await completionAt(source);
  expect(result.items.map((item) => item.label).filter((label) => labels.includes(label))).toEqual([]);
});

/**
 * Accepting the item named `label` makes `before` into `after`; the first placeholder of a snippet becomes its text, a
 * list of choices its first one. Also: the edit stands on one line and holds the cursor, as editors require.
 */
export const checkCompletionEdit = vi.defineHelper(
  async (before: string, label: string, after: string): Promise<void> => {
    const { repository, path, offset, result } = await completionAt(before);
    const item = result.items.find((each) => each.label === label);
    if (!item) throw new Error(`no item '${label}'; there are: ${result.items.map((each) => each.label).join(', ')}`);
    const text = repository.text(path);
    const { range } = item.edit;
    expect(range.start <= offset && offset <= range.end, 'the edit holds the cursor').toBe(true);
    expect(text.slice(range.start, range.end), 'the edit stands on one line').not.toContain('\n');
    const typed = text.slice(range.start, offset).trimStart().toLowerCase();
    const filtered = (item.filterText ?? item.label).toLowerCase();
    expect(isSubsequence(typed, filtered), `'${typed}' still finds '${filtered}'`).toBe(true);
    const newText = item.isSnippet ? acceptSnippet(item.edit.newText) : item.edit.newText;
    const changed = text.slice(0, range.start) + newText + text.slice(range.end);
    expect(changed).toBe(parseFixture(after).files.get(path));
  },
);

/** What an editor shows when a snippet is accepted: placeholders as their text, choices as the first of them. */
export function acceptSnippet(snippet: string): string {
  return snippet
    .replaceAll(/\$\{\d+\|((?:\\.|[^|\\])*)\|\}/g, (_all, choices: string) =>
      (/^(?:\\.|[^,\\])*/.exec(choices)?.[0] ?? '').replaceAll(/\\(.)/g, '$1'),
    )
    .replaceAll(/\$\{\d+:((?:\\.|[^}\\])*)\}/g, '$1')
    .replaceAll(/\$\{\d+\}|\$\d+/g, '')
    .replaceAll(/\\([\\$}])/g, '$1');
}

function show(item: CompletionItem, withDetail: boolean): string {
  return `${item.kind} ${item.label}${withDetail ? ` | ${item.detail ?? ''}` : ''}`;
}

function isSubsequence(part: string, text: string): boolean {
  let at = 0;
  for (const letter of part) {
    at = text.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}
