import { describe, expect, it } from 'vitest';
import { TextDraft, type TextChange } from '../../../server/src/edits/textDraft';
import { seededRandom } from '../../support/random';

function applied(text: string, changes: readonly TextChange[]): string {
  return changes
    .toReversed()
    .toSorted((a, b) => b.range.start - a.range.start)
    .reduce((now, { range, newText }) => now.slice(0, range.start) + newText + now.slice(range.end), text);
}

describe('TextDraft', () => {
  it('says what each step changes in the text it began with', () => {
    const draft = new TextDraft('a\nb\nc\n');
    draft.apply([{ range: { start: 2, end: 3 }, newText: 'B' }], 'first');
    draft.apply([{ range: { start: 0, end: 0 }, newText: '---\n' }], 'second');
    draft.apply([{ range: { start: 6, end: 7 }, newText: 'BB' }], 'third');
    draft.apply([{ range: { start: 9, end: 11 }, newText: '' }], 'fourth');
    expect(draft.text).toBe('---\na\nBB\n');
    expect(draft.changes()).toEqual([
      { range: { start: 0, end: 0 }, newText: '---\n', label: 'second' },
      { range: { start: 2, end: 3 }, newText: 'BB', label: 'third' },
      { range: { start: 4, end: 6 }, newText: '', label: 'fourth' },
    ]);
  });

  it('keeps the order of what is put in at one place', () => {
    const draft = new TextDraft('ab');
    draft.apply(
      [
        { range: { start: 1, end: 1 }, newText: '1' },
        { range: { start: 1, end: 1 }, newText: '2' },
      ],
      'one',
    );
    draft.apply([{ range: { start: 3, end: 3 }, newText: '3' }], 'two');
    expect(draft.text).toBe('a123b');
    expect(draft.changes()).toEqual([
      { range: { start: 1, end: 1 }, newText: '12', label: 'one' },
      { range: { start: 1, end: 1 }, newText: '3', label: 'two' },
    ]);
  });

  it('gives changes that make the text of the draft, whatever the steps', () => {
    const random = seededRandom(4);
    for (let round = 0; round < 300; round++) {
      const original = 'abcdefghij'.slice(0, random(11));
      const draft = new TextDraft(original);
      for (let step = 0; step < 6; step++) {
        const start = random(draft.text.length + 1);
        const end = start + random(draft.text.length - start + 1);
        const before = draft.text;
        const change = { range: { start, end }, newText: 'XYZ'.slice(0, random(4)) };
        draft.apply([change], String(step));
        expect(draft.text).toBe(applied(before, [change]));
        const changes = draft.changes();
        expect(applied(original, changes), JSON.stringify({ original, changes })).toBe(draft.text);
      }
    }
  });
});
