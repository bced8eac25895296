import { test } from 'vitest';
import { checkDiagnostics, checkFix } from '../../support/check';

const rule = 'tracking-group-as-target';

const files = (kind: string, mark = ''): string => `
    #- /objects/groups.yml
    ---
    kind: Object
    spec:
      kind: CoreStandardGroup
      data:
        - name: racks
    ---
    kind: Object
    spec:
      kind: ${kind}
      data:
        - name: pods
    #- /.infrahub.yml
    objects: [objects]
    generator_definitions:
      - {name: a, file_path: a.py, query: a, targets: racks}
      - {name: b, file_path: a.py, query: a, targets: pods}
    ${mark}
    `;

test('a group that Infrahub fills', async () => {
  const mark =
    '#                                                 ^^^^ warning tracking-group-as-target: the members of a CoreGeneratorGroup';
  await checkDiagnostics(rule, files('CoreGeneratorGroup', mark));
  await checkDiagnostics(
    rule,
    files('CoreGraphQLQueryGroup', mark.replace('CoreGeneratorGroup', 'CoreGraphQLQueryGroup')),
  );
  await checkDiagnostics(rule, files('CoreStandardGroup'));
});

test('the fix makes it a standard group', async () => {
  await checkFix(rule, files('CoreGeneratorAwareGroup'), files('CoreStandardGroup'));
});

test('the fix stays JSON in a .json file and leaves the lines behind a block scalar', async () => {
  const groups = (path: string, text: string): string => `
    #- ${path}
    ${text.replaceAll('\n', '\n    ')}
    #- /.infrahub.yml
    objects: [objects]
    generator_definitions:
      - {name: b, file_path: a.py, query: a, targets: pods}
  `;
  const json = (kind: string): string =>
    groups('/objects/a.json', `{"kind": "Object", "spec": {"kind": "${kind}", "data": [{"name": "pods"}]}}`);
  await checkFix(rule, json('CoreGeneratorGroup'), json('CoreStandardGroup'));
  const block = (kind: string): string =>
    groups('/objects/a.yml', `kind: Object\nspec:\n  kind: ${kind}\n  data:\n    - name: pods`);
  await checkFix(rule, block('>-\n    CoreGeneratorGroup'), block('CoreStandardGroup'));
  await checkFix(rule, block("'CoreGeneratorGroup'"), block("'CoreStandardGroup'"));
});
