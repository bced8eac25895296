import { expect, test } from 'vitest';
import { recordedInput } from '../../evidence/recorded';
import { checkDiagnostics, checkFix } from '../../support/check';

const rule = 'duplicate-config-name';

test('two entries of one name', async () => {
  expect(recordedInput('config', 'cfg05-same-name-queries').accepted).toBe(false);
  expect(recordedInput('config', 'cfg05-same-name-in-two-sections').accepted).toBe(true);
  await checkDiagnostics(
    rule,
    `
    #- /.infrahub.yml
    objects: [objects, objects]
    queries:
      - {name: rack, file_path: a.gql}
    #          ^^^^ error duplicate-config-name: 2 entries of queries have the name 'rack'
      - {name: pod, file_path: a.gql}
      - {name: "rack", file_path: a.gql}
    #          ^^^^^^ error duplicate-config-name: 2 entries of queries have the name 'rack'
    python_transforms:
      - {name: rack, file_path: a.py}
    `,
  );
});

test('a name that a merge brings into another entry is told once', async () => {
  await checkDiagnostics(
    rule,
    `
    #- /.infrahub.yml
    queries:
      - &rack
        name: rack
    #         ^^^^ error duplicate-config-name: 2 entries of queries have the name 'rack'
        file_path: a.gql
      - <<: *rack
        file_path: b.gql
    `,
  );
});

test('the fix makes a name of the file, else counts', async () => {
  await checkFix(
    rule,
    `
    #- /.infrahub.yml
    queries:
      - {name: 'rack', file_path: queries/pod.gql}
      - {name: rack, file_path: queries/rack.gql}
    `,
    `
    #- /.infrahub.yml
    queries:
      - {name: 'pod', file_path: queries/pod.gql}
      - {name: rack, file_path: queries/rack.gql}
    `,
  );
  await checkFix(
    rule,
    `
    #- /.infrahub.yml
    queries:
      - {name: rack, file_path: queries/rack.gql}
      - {name: rack, file_path: queries/rack.gql}
      - {name: rack_2, file_path: queries/rack.gql}
    `,
    `
    #- /.infrahub.yml
    queries:
      - {name: rack_3, file_path: queries/rack.gql}
      - {name: rack, file_path: queries/rack.gql}
      - {name: rack_2, file_path: queries/rack.gql}
    `,
  );
});
