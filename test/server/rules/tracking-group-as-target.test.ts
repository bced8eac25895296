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
