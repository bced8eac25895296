import { expect, it } from 'vitest';
import { openRepository } from '../../support/repository';

const wrong = 'kind: Object\nspec:\n  kind: CoreNodeTriggerRule\n  data:\n    - {name: a, mutation_action: update}\n';
const ids = (repository: Awaited<ReturnType<typeof openRepository>>, path: string): string[] =>
  repository.service.diagnostics(repository.uri(path)).map(({ finding }) => finding.rule.id);

it('files that .infrahub-cascade.yml ignores have no findings, from the moment it says so', async () => {
  const repository = await openRepository([
    ['/objects/a.yml', wrong],
    ['/objects/old/b.yml', wrong],
    ['/.infrahub-cascade.yml', 'ignore:\n  - objects/old/**\n'],
  ]);
  expect(ids(repository, '/objects/a.yml')).toContain('invalid-mutation-action');
  expect(ids(repository, '/objects/old/b.yml')).toEqual([]);
  repository.service.updateDocument(repository.uri('/.infrahub-cascade.yml'), 'ignore: ["objects/*.yml"]\n');
  expect(ids(repository, '/objects/a.yml')).toEqual([]);
  expect(ids(repository, '/objects/old/b.yml')).toContain('invalid-mutation-action');
});

it('an open document larger than the limit is not read, as on disk', async () => {
  const repository = await openRepository([['/objects/a.yml', wrong]]);
  repository.service.updateDocument(repository.uri('/objects/a.yml'), wrong + `# ${'x'.repeat(2_100_000)}\n`);
  expect(ids(repository, '/objects/a.yml')).toEqual(['file-too-large']);
});
