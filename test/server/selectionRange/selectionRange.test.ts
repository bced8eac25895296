import { expect, it } from 'vitest';
import { parseFixture } from '../../support/fixture';
import { openRepository } from '../../support/repository';

async function selections(source: string): Promise<string[]> {
  const { files, cursors } = parseFixture(source);
  const { service, uri, text } = await openRepository(files);
  const [cursor] = cursors;
  if (!cursor) throw new Error('The fixture has no $0.');
  return service
    .selectionRanges(uri(cursor.path), cursor.offset)
    .map(({ start, end }) => text(cursor.path).slice(start, end).trim());
}

it('a selection grows from the value over entry and object to document and file', async () => {
  const found = await selections(`
    #- /objects/a.yml
    ---
    kind: Object
    spec:
      kind: CoreStandardGroup
      data:
        - name: first
          label: on$0e
        - name: second
    ---
    kind: Object
  `);
  expect(found.slice(0, 3)).toEqual(['one', 'label: one', 'name: first\n      label: one']);
  expect(found.at(-1)).toMatch(/^---[^]*kind: Object$/);
  for (const [index, each] of found.entries()) expect(found[index + 1] ?? each).toContain(each);
  expect(found.length).toBeGreaterThanOrEqual(5);
});

it('the whole file is selected where nothing stands', async () => {
  expect(await selections('#- /objects/a.yml\nkind: Object\nspec:\n  data: [x]\n\n$0\n')).toHaveLength(1);
});
