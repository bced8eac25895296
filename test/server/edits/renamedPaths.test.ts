import { expect, test } from 'vitest';
import { applyEdits } from '../../support/check';
import { openRepository } from '../../support/repository';

type Move = readonly [from: string, to: string];

/** The `.infrahub.yml` that follows from files or folders being moved at once. */
async function moved(config: string, ...moves: readonly Move[]): Promise<string> {
  const repository = await openRepository([['/.infrahub.yml', config]]);
  const renames = moves.map(([from, to]) => ({ from: repository.uri(`/${from}`), to: repository.uri(`/${to}`) }));
  const edits = repository.service.editsForRenamedFiles(renames);
  return applyEdits(repository, edits).get('/.infrahub.yml') ?? '';
}

test.each([
  ['doubled slashes', 'queries//pods.gql', ['queries/pods.gql', 'q/pods.gql'], 'q/pods.gql'],
  ['dots between slashes', 'queries/./pods.gql', ['queries/pods.gql', 'q/pods.gql'], 'q/pods.gql'],
  ['a folder, and slashes in it', './queries//sub//pods.gql', ['queries', 'q'], './q/sub/pods.gql'],
  ['a folder of two names', 'queries//sub/pods.gql', ['queries/sub', 'q'], 'q/pods.gql'],
  ['slashes behind the folder', 'queries//pods.gql', ['queries', 'q'], 'q/pods.gql'],
  ['another file', 'queries//racks.gql', ['queries/pods.gql', 'q/pods.gql'], 'queries//racks.gql'],
  ['a name that begins alike', 'queries//pods.gql', ['queries/pods', 'q'], 'queries//pods.gql'],
] satisfies [string, string, Move, string][])('a path with %s', async (_, before, move, after) => {
  const config = (path: string): string => `queries:\n  - name: pods\n    file_path: ${path}\n`;
  expect(await moved(config(before), move)).toBe(config(after));
});

test('a listed folder keeps the slash behind it', async () => {
  expect(await moved("objects: ['.//data/./groups//', other]\n", ['data/groups', 'groups'])).toBe(
    "objects: ['.//groups/', other]\n",
  );
});

test.each([
  ['that is listed', 'schemas:\n  - a.yml # the first\n  - b.yml\n', 'schemas:\n  - b.yml\n'],
  ['that is listed first', 'schemas: [b.yml, a.yml]\n', 'schemas: [b.yml]\n'],
  ['that is listed in another way', "objects:\n  - './/b.yml'\n  - a.yml\n", "objects:\n  - './/b.yml'\n"],
  ['that another list has', 'schemas: [a.yml]\nobjects: [b.yml]\n', 'schemas: [b.yml]\nobjects: [b.yml]\n'],
  ['below a listed folder', 'objects: [a.yml, .]\n', 'objects: [b.yml, .]\n'],
  [
    'that an anchor stands for',
    'menus: [&it a.yml, b.yml]\nobjects: [*it]\n',
    'menus: [&it b.yml, b.yml]\nobjects: [*it]\n',
  ],
  [
    'that an alias stands for',
    'menus: [&it a.yml]\nobjects: [*it, b.yml]\n',
    'menus: [&it b.yml]\nobjects: [*it, b.yml]\n',
  ],
])('a file that is moved onto a path %s', async (_, before, after) => {
  expect(await moved(before, ['a.yml', 'b.yml'])).toBe(after);
});

test('a path that a generator watches twice after a move', async () => {
  const config = (files: string): string =>
    `generator_definitions:\n  - name: make\n    file_path: a.py\n    watch:\n      files: ${files}\n`;
  expect(await moved(config('[mixin.py, common.py]'), ['mixin.py', 'common.py'])).toBe(config('[common.py]'));
});

test('entries stay, also when two name one file', async () => {
  const config = (path: string): string =>
    `queries:\n  - {name: a, file_path: ${path}}\n  - {name: b, file_path: b.gql}\n`;
  expect(await moved(config('a.gql'), ['a.gql', 'b.gql'])).toBe(config('b.gql'));
});

test('two files that change places, and a file of a folder that goes elsewhere', async () => {
  expect(await moved('schemas: [a.yml, b.yml]\n', ['a.yml', 'b.yml'], ['b.yml', 'a.yml'])).toBe(
    'schemas: [b.yml, a.yml]\n',
  );
  expect(await moved('schemas: [s/a.yml, s/b.yml]\n', ['s', 't'], ['s/b.yml', 'b.yml'])).toBe(
    'schemas: [t/a.yml, b.yml]\n',
  );
});

test('files that all move onto one listed path', async () => {
  expect(await moved('schemas: [a.yml, b.yml, c.yml, d.yml]\n', ['a.yml', 'd.yml'], ['b.yml', 'd.yml'])).toBe(
    'schemas: [c.yml, d.yml]\n',
  );
  expect(await moved('schemas:\n  - a.yml\n  - b.yml\n', ['a.yml', 'd.yml'], ['b.yml', 'd.yml'])).toBe(
    'schemas:\n  - d.yml\n',
  );
});
