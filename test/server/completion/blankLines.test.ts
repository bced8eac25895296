import { parseAllDocuments } from 'yaml';
import { describe, expect, test } from 'vitest';
import type { CompletionItem } from '../../../server/src/features/completion/completion';
import { acceptSnippet, checkCompletionEdit, completionAt } from '../../support/checkCompletion';
import { withConfig, withTriggers } from '../../support/completionFixture';
import { openRepository, readFolder } from '../../support/repository';

const fabric = readFolder('examples/fabric');
const columns = Array.from({ length: 13 }, (_, column) => column);
const paths = fabric.map(([path]) => path).filter((path) => /^\/objects\/|^\/\.infrahub\.yml$/.test(path));

/** As one chunk that is longer than what is read whole: with an anchor, and comments at the end. */
const long = (text: string): string => text.replace('- name:', '- name: &a') + '    # comment\n'.repeat(700);
const same = (text: string): string => text;

describe('whatever is accepted on a new line only adds to the file', () => {
  test.each([
    ...paths.map((path) => ({ path, what: 'blank', typed: '', as: same })),
    ...paths.map((path) => ({ path, what: 'with a letter', typed: 'a', as: same })),
    { path: '/objects/03_fabrics.yml', what: 'blank, in a long document', typed: '', as: long },
  ])('$path, $what', { timeout: 120_000 }, async ({ path, typed, as }) => {
    const { service, uri } = await openRepository(fabric);
    const original = as(fabric.find(([each]) => each === path)?.[1] ?? '');
    const before = valuesOf(original);
    const wrong: string[] = [];
    const known = new Map<string, boolean>();
    for (const start of lineStarts(original)) {
      for (const column of columns) {
        const offset = start + column + typed.length;
        const text = `${original.slice(0, start)}${' '.repeat(column)}${typed}\n${original.slice(start)}`;
        service.updateDocument(uri(path), text);
        for (const item of service.completion(uri(path), offset).items) {
          expect(item.edit.range.start).toBeGreaterThanOrEqual(start);
          expect(item.edit.range.start).toBeLessThanOrEqual(offset);
          expect(item.edit.range.end).toBe(offset);
          const after = accepted(text, item);
          const fits = known.get(after) ?? isAdded(before, valuesOf(after));
          known.set(after, fits);
          if (!fits) wrong.push(`${item.label} at ${column} below «${text.slice(0, start).split('\n').at(-2)}»`);
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(known.size).toBeGreaterThan(100);
  });
});

describe('what is accepted stands at the nearest column that fits', () => {
  const item = '    - name: a\n      role: b\n';
  const pods = (lines: string): string => withTriggers(`kind: Object\nspec:\n  kind: NetworkPod\n  data:\n${lines}`);
  test.each<[where: string, around: (line: string) => string, expected: Record<number, readonly string[]>]>([
    [
      'below the last object',
      (line) => pods(`${item}${line}\n`),
      {
        0: ['0 apiVersion'],
        1: ['0 apiVersion'],
        2: ['2 parameters'],
        3: ['2 parameters'],
        4: ['4 - name', '6 fabric'],
        5: ['4 - name', '6 fabric'],
        6: ['6 fabric'],
        9: ['6 fabric'],
      },
    ],
    [
      'between two objects',
      (line) => pods(`${item}${line}\n${item}`),
      { 0: ['4 - name'], 3: ['4 - name'], 4: ['4 - name', '6 fabric'], 6: ['6 fabric'], 8: ['6 fabric'] },
    ],
    [
      'between two keys of an object',
      (line) => pods(`    - name: a\n${line}\n      role: b\n`),
      { 0: ['6 fabric'], 4: ['6 fabric'], 5: ['6 fabric'], 6: ['6 fabric'], 9: ['6 fabric'] },
    ],
    [
      'above the first object',
      (line) => pods(`${line}\n${item}`),
      { 0: ['4 - name'], 2: ['4 - name'], 5: ['4 - name'], 9: ['4 - name'] },
    ],
    [
      'between wide columns',
      (line) => `#- /.infrahub.yml\nqueries:\n    -   name: a\n${line}\n`,
      { 1: ['0 jinja2_transforms'], 3: ['4 - name'], 7: ['8 file_path'] },
    ],
    [
      'between two entries',
      (line) => withConfig(`${line}\n  - name: b\n`),
      { 0: ['2 - name'], 2: ['2 - name', '4 convert_query_response'], 4: ['4 convert_query_response'] },
    ],
  ])('%s', async (_where, around, expected) => {
    for (const [column, wanted] of Object.entries(expected)) {
      const { result, repository, path, offset } = await completionAt(around(`${' '.repeat(Number(column))}$0`));
      const text = repository.text(path);
      const found = result.items.map((each) => {
        const lines = accepted(text, each).slice(text.lastIndexOf('\n', offset - 1) + 1);
        const [, blanks = '', written = ''] = /^( *)((?:- )?[\w.]*)/.exec(lines) ?? [];
        return `${blanks.length} ${written}`;
      });
      const places = (all: readonly string[]): Set<string> => new Set(all.map((each) => each.replace(/\w+$/, '')));
      expect(found, `column ${column}`).toEqual(expect.arrayContaining([...wanted]));
      expect(places(found), `column ${column}`).toEqual(places(wanted));
    }
  });

  test('nothing where a line is the middle of a text', async () => {
    for (const column of [0, 2, 4, 6]) {
      const { result } = await completionAt(pods(`    - name: a\n${' '.repeat(column)}$0\n        b\n`));
      expect(result.items).toEqual([]);
    }
  });
});

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  // The comments at the end of the long document are all the same.
  return starts.slice(0, 100);
}

function accepted(text: string, { edit, isSnippet }: CompletionItem): string {
  const newText = isSnippet ? acceptSnippet(edit.newText) : edit.newText;
  return text.slice(0, edit.range.start) + newText + text.slice(edit.range.end);
}

/** What the documents of a file say; undefined when it cannot be read. */
function valuesOf(text: string): unknown {
  const documents = parseAllDocuments(text, { version: '1.1' });
  if (!Array.isArray(documents) || documents.some(({ errors }) => errors.length > 0)) return undefined;
  return documents.map((document) => document.toJS() as unknown);
}

/** True when everything of `before` is in `after`, at its place; no value may have become one. */
function isAdded(before: unknown, after: unknown): boolean {
  if (before === null) return after !== undefined;
  if (Array.isArray(before)) {
    if (!Array.isArray(after)) return false;
    let at = 0;
    return before.every((each) => {
      while (at < after.length && !isAdded(each, after[at])) at++;
      return at++ < after.length;
    });
  }
  if (typeof before !== 'object') return before === after;
  if (typeof after !== 'object' || after === null || Array.isArray(after)) return false;
  const entries = new Map(Object.entries(after));
  return Object.entries(before).every(([key, value]) => isAdded(value, entries.get(key)));
}

test.each([
  ['that end on a line of their own', '{\n      name: a,\n      file_path: a.gql\n    }'],
  ['that end behind a key', '{name: a, # [\n     file_path: a.gql}'],
  ['in braces', '{name: a, odd: {\n      b: 1},\n     file_path: a.gql}'],
])('below braces %s the next item begins', async (_where, braces) => {
  const config = (line: string): string => `#- /.infrahub.yml\nqueries:\n  - ${braces}\n${line}\n`;
  for (const column of [2, 3, 4, 5, 6])
    await checkCompletionEdit(config(`${' '.repeat(column)}$0`), '- name', config('  - name: '));
  await checkCompletionEdit(config('$0'), 'objects', config('objects:\n  - '));
});
