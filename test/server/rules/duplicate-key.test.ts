import { test } from 'vitest';
import { checkDiagnostics, checkFix } from '../../support/check';

const rule = 'duplicate-key';

test('keys that stand twice in one mapping', async () => {
  await checkDiagnostics(
    rule,
    `
    #- /.infrahub.yml
    queries:
      - name: a
      # ^^^^ warning duplicate-key: The loader ignores this name
        name: b
    objects: [x]
    objects: [objects]
    #- /objects/a.yml
    kind: Object
    spec:
      kind: CoreStandardGroup
      data:
        - name: racks
        # ^^^^ warning duplicate-key: only the last one counts
          name: sites
        - {name: a, label: b, label: c}
        #           ^^^^^ warning duplicate-key
        - name: d
          nested: {name: e, Name: f, "1": g, 1: h, <<: {}, <<: {}}
    `,
  );
});

test('the ignored entry is removed', async () => {
  await checkFix(
    rule,
    `
    kind: Object
    spec:
      kind: CoreStandardGroup
      data:
        - name: racks
          label: a
          name: sites
    `,
    `
    kind: Object
    spec:
      kind: CoreStandardGroup
      data:
        - label: a
          name: sites
    `,
  );
});

test('two spec blocks become two documents', async () => {
  await checkFix(
    rule,
    `
    apiVersion: infrahub.app/v1
    kind: Object
    spec:
      kind: CoreStandardGroup
      data:
        - name: racks
    spec:
      kind: CoreGeneratorGroup
      data:
        - name: sites
    `,
    `
    ---
    apiVersion: infrahub.app/v1
    kind: Object
    spec:
      kind: CoreStandardGroup
      data:
        - name: racks
    ---
    apiVersion: infrahub.app/v1
    kind: Object
    spec:
      kind: CoreGeneratorGroup
      data:
        - name: sites
    `,
    'Make it two documents',
  );
});

test('two kinds with a kind line each become two documents', async () => {
  await checkFix(
    rule,
    `
    ---
    kind: Object
    spec: {kind: CoreStandardGroup, data: []}
    kind: Object
    spec: {kind: CoreGeneratorGroup, data: []}
    `,
    `
    ---
    kind: Object
    spec: {kind: CoreStandardGroup, data: []}
    ---
    kind: Object
    spec: {kind: CoreGeneratorGroup, data: []}
    `,
    'Make it two documents',
  );
});

test('two kinds in one spec become two documents', async () => {
  await checkFix(
    rule,
    `
    kind: Object
    spec:
      kind: CoreStandardGroup
      data:
        - name: racks
      kind: CoreGeneratorGroup
      data:
        - name: sites
    `,
    `
    ---
    kind: Object
    spec:
      kind: CoreStandardGroup
      data:
        - name: racks
    ---
    kind: Object
    spec:
      kind: CoreGeneratorGroup
      data:
        - name: sites
    `,
    'Make it two documents',
  );
});

test('in .infrahub-cascade.yml, which no loader reads', async () => {
  await checkDiagnostics(
    rule,
    `
    #- /.infrahub-cascade.yml
    {profile: all, ignore: [], profile: recommended}
    #^^^^^^^ warning duplicate-key: This profile does not count: the key stands again further down
    `,
  );
});
