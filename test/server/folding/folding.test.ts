import { describe, expect, it } from 'vitest';
import { foldingRanges } from '../../../server/src/features/foldingRanges';
import { openRepository } from '../../support/repository';

/** The ranges by the text of their first line. */
function folds(text: string): string[] {
  const lines = text.split('\n');
  return foldingRanges(text).map(
    ({ start, end, isComment }) => `${lines[start]?.trim()} ${start}-${end}${isComment ? ' comment' : ''}`,
  );
}

describe('folding', () => {
  it('folds documents, sections, items and matches', () => {
    const text = `---
kind: Object
spec:
  data:
    - name: a
      matches:
        - x: 1
          y: 2

    - name: b

---
kind: Object
`;
    expect(folds(text)).toEqual([
      '--- 0-9',
      'spec: 2-9',
      'data: 3-9',
      '- name: a 4-7',
      'matches: 5-7',
      '- x: 1 6-7',
      '--- 11-12',
    ]);
  });

  it('folds lists in the column of their key, and comments', () => {
    const text = `# one
# two
queries:
- name: a
  file_path: b
# three
- name: c
other: 1
`;
    expect(folds(text)).toEqual(['# one 0-1 comment', 'queries: 2-6', '- name: a 3-4']);
  });

  it('folds block texts and what stands in braces', () => {
    const text = `a: |
  # no comment
  text
b: {
  c: 1
}
`;
    expect(folds(text)).toContain('b: { 3-4');
    expect(folds(text)[0]).toBe('a: | 0-2');
  });

  it.each([[''], ['\n\n'], ['a'], ['---'], ['\t- x\n\t\ty'], ['\r\na:\r\n  b: 1\r\n'], ['- - - a\n    - b']])(
    'survives %j',
    (text) => {
      const count = text.split(/\r\n|\n/).length;
      for (const { start, end } of foldingRanges(text)) {
        expect(start).toBeLessThan(end);
        expect(end).toBeLessThan(count);
      }
    },
  );

  it('is left to others in files of other languages', async () => {
    const { service, uri } = await openRepository([['/a.py', 'def f():\n  pass\n']]);
    expect(service.foldingRanges(uri('/a.py'))).toBeUndefined();
    expect(service.foldingRanges(uri('/.infrahub.yml'))).toEqual([]);
  });
});
