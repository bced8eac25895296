import { expect, test } from 'vitest';
import { checkDiagnostics } from '../../support/check';
import { openRepository, readFolder, type Repository } from '../../support/repository';

const example = readFolder('examples/fabric');
const path = '/.infrahub.yml';
const config = example.find(([each]) => each === path)?.[1] ?? '';

/** Findings of all files besides the configuration, after it got this text. */
function elsewhere(repository: Repository, text: string): string[] {
  repository.service.updateDocument(repository.uri(path), text);
  const paths = example.map(([each]) => each).filter((each) => each !== path);
  return paths.flatMap((each) =>
    repository.service.diagnostics(repository.uri(each)).map(({ message }) => `${each}: ${message}`),
  );
}

test.each(['""', "''", '" "', '.', './', 'objects', './objects/', 'o', '"', '', 'objects/90_triggers.yml'])(
  'the item %j under schemas or menus leaves object files what they are',
  async (item) => {
    const repository = await openRepository(example);
    const schemas = config.replace('schemas:\n', `schemas:\n  - ${item}\n`);
    expect(schemas).not.toBe(config);
    expect(elsewhere(repository, schemas)).toEqual([]);
    expect(elsewhere(repository, `${config}menus:\n  - ${item}\n`)).toEqual([]);
    expect(elsewhere(repository, config)).toEqual([]);
  },
);

test('an empty path lists nothing, so nothing is known to be whole', async () => {
  await checkDiagnostics(
    'unknown-node-kind',
    `
    #- /.infrahub.yml
    objects: [objects]
    schemas: [""]
    #- /objects/a.yml
    kind: Object
    spec:
      kind: CoreNodeTriggerRule
      data:
        - name: a
          node_kind: NetworkPod
    #                ^^^^^^^^^^ information unknown-node-kind: NetworkPod
          mutation_action: updated
    `,
  );
});

test('objects that only menus list are refused there', async () => {
  await checkDiagnostics(
    'invalid-object-envelope',
    `
    #- /.infrahub.yml
    menus: [menus]
    #- /menus/a.yml
    kind: Object
    #     ^^^^^^ error invalid-object-envelope: it is listed under menus:
    spec:
      kind: BuiltinTag
      data: []
    `,
  );
});
