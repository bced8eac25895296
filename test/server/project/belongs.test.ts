import { expect, it } from 'vitest';
import { openRepository } from '../../support/repository';

const rule = '{"name": "a", "node_kind": "BuiltinTag", "mutation_action": "update"}';

it.each([
  [
    '/compact.json',
    `{"apiVersion": "infrahub.app/v1", "kind": "Object", "spec": {"kind": "CoreNodeTriggerRule", "data": [${rule}]}}`,
  ],
  [
    '/flow.yml',
    `--- {apiVersion: infrahub.app/v1, kind: Object, spec: {kind: CoreNodeTriggerRule, data: [${rule}]}}\n`,
  ],
  ['/deep/other.yaml', `spec:\n  kind: CoreNodeTriggerRule\n  data:\n    - ${rule}\nkind: Object # last\n`],
])('%s belongs to the project, though no section lists it', async (path, text) => {
  const repository = await openRepository([[path, text]]);
  const ids = repository.service.diagnostics(repository.uri(path)).map(({ finding }) => finding.rule.id);
  expect(ids).toContain('invalid-mutation-action');
});

it('a version without quotes is refused with the reason', async () => {
  const repository = await openRepository([['/.infrahub-cascade.yml', 'server_version: 1.10\n']]);
  const [found] = repository.service.diagnostics(repository.uri('/.infrahub-cascade.yml'));
  expect(found?.message).toContain('needs quotes');
});

it('a kind that came later is told apart from one that does not exist', async () => {
  const trigger = `kind: Object\nspec:\n  kind: CoreGeneratorAction\n  data: []\n`;
  const repository = await openRepository([
    ['/objects/a.yml', trigger],
    ['/.infrahub-cascade.yml', 'server_version: "1.2"\n'],
  ]);
  const [found] = repository.service.diagnostics(repository.uri('/objects/a.yml'));
  expect(found?.message).toContain('CoreGeneratorAction came with Infrahub 1.3');
  expect(found?.finding.fixes?.() ?? []).toEqual([]);
});
