import { expect, test } from 'vitest';
import { applyEdits, checkDiagnostics, checkFix, fixTitles } from '../../support/check';
import { openRepository, readFolder } from '../../support/repository';

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

test.each([
  ['an empty spec', 'spec:\nspec:\n  kind: BuiltinTag\n  data: []'],
  ['a spec that is a list', 'spec:\n  kind: BuiltinTag\n  data: []\nspec:\n  - a'],
  ['an empty kind', 'spec:\n  kind:\n  data: []\n  kind: BuiltinTag\n  data: []'],
])('%s beside a whole one is no second kind', async (_name, spec) => {
  const titles = await fixTitles(rule, `\napiVersion: infrahub.app/v1\nkind: Object\n${spec}\n`);
  expect(titles).not.toContain('Make it two documents');
  expect(titles).not.toEqual([]);
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

/** What `check --fix` makes of a file of examples/fabric after an edit. */
async function fabricFixed(path: string, find: string | RegExp, replacement: string): Promise<[string, string]> {
  const files = new Map(readFolder('examples/fabric'));
  const text = files.get(path)?.replace(find, replacement) ?? '';
  expect(text).not.toBe(files.get(path));
  const repository = await openRepository(files.set(path, text));
  const uri = repository.uri(path);
  const found = repository.service.diagnostics(uri);
  expect(found.map(({ finding }) => finding.rule.id)).toContain(rule);
  return [applyEdits(repository, repository.service.safeFixes(uri, found)).get(path) ?? '', text];
}

test.each([
  ['a separator', '/objects/90_triggers.yml', /\n---\n/, '\n\n'],
  ['the dash of a generator', '/.infrahub.yml', '  - name: generate-pod\n', '    name: generate-pod\n'],
  ['the dash of a rule', '/objects/90_triggers.yml', '    - name: trigger-rack', '      name: trigger-rack'],
  [
    'the dash of a match',
    '/objects/90_triggers.yml',
    /( +)- (attribute_name: role)\n/,
    '$1- attribute_name: a\n$1  $2\n',
  ],
])('%s that is lost costs nothing that is written', async (_, path, find, replacement) => {
  const [fixed, before] = await fabricFixed(path, find, replacement);
  expect(fixed).toBe(before);
});

test('only an entry equal to the one that counts is removed at once', async () => {
  const path = '/objects/02_switch_templates.yml';
  const twice = async (first: string, second: string): Promise<boolean> => {
    const [fixed, before] = await fabricFixed(path, 'amount_of_ports: 64', `${first}\n      ${second}`);
    if (fixed !== before) expect(fixed).toBe(before.replace(`${first}\n      `, ''));
    return fixed !== before;
  };
  expect(await twice('amount_of_ports: 64', 'amount_of_ports: 64')).toBe(true);
  expect(await twice('amount_of_ports: 0x40', 'amount_of_ports: 64')).toBe(true);
  expect(await twice('description: "a"', "description: 'a' # why")).toBe(true);
  expect(await twice('description:', 'description:')).toBe(true);
  expect(await twice('description: {a: 1}', 'description:   {a: 1}')).toBe(true);
  expect(await twice('amount_of_ports: 32', 'amount_of_ports: 64')).toBe(false);
  expect(await twice('description: "64"', 'description: 64')).toBe(false);
  expect(await twice('description: !!str 64', 'description: 64')).toBe(false);
  expect(await twice('description: &a x', 'description: x')).toBe(false);
  expect(await twice('description:', 'description: x')).toBe(false);
  expect(await twice('description: {a: 1}', 'description: {a: 2}')).toBe(false);
  expect(await twice('description: [2024-01-01]', 'description: [2024-01-02]')).toBe(false);
  expect(await twice('description: 2024-01-01', 'description: 2024-01-02')).toBe(false);
});

test('items of which one lost its dash', async () => {
  const file = (dashes: readonly string[]): string => `
    #- /.infrahub.yml
    queries:
      - name: a
        file_path: a.gql

      # the second
      ${dashes[0]}name: b
        file_path: b.gql
      ${dashes[1]}name: c
        file_path: c.gql
    `;
  const before = file(['  ', '- ']);
  await checkFix(rule, before, file(['- ', '- ']), 'Begin a new item');
  expect(await fixTitles(rule, before)).toEqual(['Begin a new item', 'Remove the name that is ignored']);
  await checkFix(rule, file(['  ', '  ']), file(['- ', '- ']), 'Begin a new item');
  await checkDiagnostics(
    rule,
    `
    #- /.infrahub.yml
    queries:
      - name: a
      # ^^^^ warning duplicate-key: only the last one counts. Is a dash missing before the second name?
        file_path: a.gql
      # ^^^^^^^^^ warning duplicate-key: only the last one counts. Is a dash missing before the second name?
        name: b
        file_path: b.gql
    `,
  );
});

test('items in items, and those of one key', async () => {
  const spec = (lines: string): string => `\nkind: Object\nspec:\n  kind: CoreStandardGroup\n  data:\n${lines}\n`;
  await checkFix(
    rule,
    spec('  - - a: 1\n      b: 1\n      a: 2\n      b: 2'),
    spec('  - - a: 1\n      b: 1\n    - a: 2\n      b: 2'),
  );
  const groups = spec('    - name: a\n      name: b');
  expect(await fixTitles(rule, groups)).toEqual(['Remove the name that is ignored', 'Begin a new item']);
  await checkFix(rule, groups, spec('    - name: a\n    - name: b'), 'Begin a new item');
  for (const other of [
    '    - {name: a, label: a, name: b, label: b}',
    '    - &a\n      a: 1\n      b: 1\n      a: 2\n      b: 2',
    '    - a: 1\n      b: 1\n      &x a: 2\n      b: 2',
    '    - a: 1\n      b: 1\n      ? a\n      : 2\n      b: 2',
  ])
    expect(await fixTitles(rule, spec(other))).not.toContain('Begin a new item');
});
