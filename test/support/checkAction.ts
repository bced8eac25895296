import { expect, vi } from 'vitest';
import { parsePython } from '../../server/src/syntax/python/parse';
import { parseGraphql } from '../../server/src/syntax/graphql/parse';
import type { MadeOffer } from '../../server/src/actions/offers';
import { applyEdits } from './check';
import { parseFixture } from './fixture';
import { openRepository, type Repository } from './repository';

/** The offers of an action at the `$0` of a fixture, rare ones too. */
export const offersAt = vi.defineHelper(async (action: string, fixture: string): Promise<MadeOffer[]> => {
  const { repository, uri, offset } = await opened(fixture);
  return offersIn(repository, action, { uri, offset });
});

/** The titles of the offers at the `$0` of a fixture. */
export const titlesAt = vi.defineHelper(async (action: string, fixture: string): Promise<string[]> =>
  (await offersAt(action, fixture)).map(({ offer }) => offer.title),
);

/**
 * The offer with this in its title makes `after` of `before`, in every file that it changes; what it writes is read without
 * errors, and where the cursor was the same is not offered again.
 */
export const checkAction = vi.defineHelper(
  async (action: string, title: string, before: string, after: string): Promise<void> => {
    const { repository, uri, offset, path } = await opened(before);
    const made = offersIn(repository, action, { uri, offset });
    const chosen = made.find(({ offer }) => offer.title.includes(title));
    if (!chosen)
      throw new Error(`no such offer; there are: ${made.map((each) => each.offer.title).join(', ') || 'none'}`);
    const changed = applyEdits(repository, repository.service.resolveAction(uri, chosen) ?? []);
    const expected = parseFixture(after);
    // A fixture of several files says nothing about the line breaks at their ends.
    for (const [name, text] of expected.files) expect(changed.get(name)?.trimEnd(), name).toBe(text.trimEnd());
    const original = (name: string): string | undefined => repository.files.get(repository.uri(name));
    const edited = [...changed.keys()].filter((name) => changed.get(name) !== original(name));
    expect(
      edited.filter((name) => !expected.files.has(name)),
      'files changed besides',
    ).toEqual([]);
    for (const name of edited) checkReadable(name, changed.get(name) ?? '');
    const again = await openRepository(changed);
    const repeated = offersIn(again, action, { uri: again.uri(path), offset });
    expect(repeated.map((each) => each.offer.title)).not.toContain(chosen.offer.title);
  },
);

function checkReadable(name: string, text: string): void {
  if (name.endsWith('.py')) expect(parsePython(text).errors, name).toEqual([]);
  if (name.endsWith('.gql')) expect(parseGraphql(text).error, name).toBeUndefined();
}

function offersIn(
  { service }: Repository,
  action: string,
  { uri, offset }: { uri: string; offset: number },
): MadeOffer[] {
  return service.codeActions(uri, { start: offset, end: offset }).filter((made) => made.action.id === action);
}

async function opened(fixture: string) {
  const { files, cursors } = parseFixture(fixture);
  const [cursor] = cursors;
  if (!cursor) throw new Error('The fixture has no $0.');
  const repository = await openRepository(files);
  return { repository, uri: repository.uri(cursor.path), offset: cursor.offset, path: cursor.path };
}
