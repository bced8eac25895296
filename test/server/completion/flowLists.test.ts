import { describe, expect, test } from 'vitest';
import { checkCompletionEdit, completionAt } from '../../support/checkCompletion';
import { around, withTriggers } from '../../support/completionFixture';

const others = around.slice(around.indexOf('#- /schemas'));

const config = (text: string): string => `${others}#- /.infrahub.yml\n${text}\n`;
const data = (kind: string, text: string): string =>
  withTriggers(`kind: Object\nspec:\n  kind: ${kind}\n  data:${text.replaceAll('\n', '\n    ')}\n`);
const rule = (text: string): string =>
  data('CoreNodeTriggerRule', `\n- name: r\n  node_kind: NetworkPod\n  ${text.replaceAll('\n', '\n  ')}`);
const pod = (text: string): string => data('NetworkPod', `\n- name: p\n  ${text.replaceAll('\n', '\n  ')}`);
const attributeMatches = (text: string): string =>
  rule(`matches:\n  kind: CoreNodeTriggerAttributeMatch\n  data:${text.replaceAll('\n', '\n  ')}`);

/** Every list that completion knows: its text around what stands behind its key, and an item that may be there. */
const lists: readonly (readonly [name: string, around: (text: string) => string, item: string])[] = [
  ...['schemas', 'objects', 'menus'].map(
    (section) => [section, (text: string) => config(section + ':' + text), 'objects/a.yml'] as const,
  ),
  ...[
    'queries',
    'generator_definitions',
    'check_definitions',
    'python_transforms',
    'jinja2_transforms',
    'artifact_definitions',
    'graphql_fragments',
  ].map((section) => [section, (text: string) => config(section + ':' + text), '{name: a, x: [b, c]}'] as const),
  [
    'files of watch',
    (text) =>
      config(`generator_definitions:\n  - name: g\n    watch:\n      files:${text.replaceAll('\n', '\n      ')}`),
    'a.txt',
  ],
  ...['CoreNodeTriggerRule', 'CoreGroupTriggerRule', 'CoreGeneratorAction', 'CoreGroupAction', 'NetworkPod'].map(
    (kind) => [`data of ${kind}`, (text: string) => data(kind, text), '{name: a, x: {b: [c]}}'] as const,
  ),
  ['matches', attributeMatches, '{attribute_name: name}'],
  ['nested objects', (text) => pod(`racks:\n  data:${text.replaceAll('\n', '\n  ')}`), '{name: a}'],
  ['what is ignored', (text) => `#- /objects/a.yml\n#- /.infrahub-cascade.yml\nignore:${text}\n`, 'old/**'],
];

const forms: readonly (readonly [name: string, text: (item: string) => string])[] = [
  ['an empty list', () => ' [$0]'],
  ['an empty list with blanks', () => ' [ $0 ]'],
  ['an open list', () => ' [$0'],
  ['behind an item', (item) => ` [${item}, $0]`],
  ['right behind a comma', (item) => ` [${item},$0]`],
  ['behind an item of an open list', (item) => ` [${item}, $0`],
  ['in front of an item', (item) => ` [$0, ${item}]`],
  ['on a line of its own', () => ' [\n    $0\n  ]'],
  ['on the next line', (item) => ` [\n    ${item},\n    $0\n  ]`],
];

async function labelsAt(source: string): Promise<string[]> {
  const { result } = await completionAt(source);
  return result.items.map(({ label }) => label);
}

describe('a flow list offers what the block list offers', () => {
  describe.each(lists)('%s', (_name, listIn, item) => {
    test.each(forms)('%s', async (_form, text) => {
      const inBlock = await labelsAt(listIn('\n  - $0'));
      expect(inBlock).not.toEqual([]);
      expect(await labelsAt(listIn(text(item)))).toEqual(inBlock);
    });
  });
});

describe('what is put into a flow list', () => {
  test('a key begins a mapping', () =>
    checkCompletionEdit(config('queries: [$0]'), 'file_path', '#- /.infrahub.yml\nqueries: [{file_path: }]\n'));

  test('half a key too', () =>
    checkCompletionEdit(
      config('queries: [{name: a}, file$0'),
      'file_path',
      '#- /.infrahub.yml\nqueries: [{name: a}, {file_path: }\n',
    ));

  test('a key of a list or a mapping', async () => {
    await checkCompletionEdit(
      withTriggers('{kind: Object, spec: $0}\n'),
      'data',
      '#- /objects/90_triggers.yml\n{kind: Object, spec: {data: []}}\n',
    );
    await checkCompletionEdit(
      config('generator_definitions: [$0]'),
      'parameters',
      '#- /.infrahub.yml\ngenerator_definitions: [{parameters: {}}]\n',
    );
  });

  test('a path', () =>
    checkCompletionEdit(config('objects: [$0]'), 'objects/', '#- /.infrahub.yml\nobjects: [objects/]\n'));

  test('a whole query', () =>
    checkCompletionEdit(
      config('queries: [{name: a}, $0]'),
      'query',
      '#- /.infrahub.yml\nqueries: [{name: a}, {name: name, file_path: queries/generate_pod.gql}]\n',
    ));

  test('a whole generator definition, its mapping inside', () =>
    checkCompletionEdit(
      config('queries: [{name: generate_pod, file_path: queries/generate_pod.gql}]\ngenerator_definitions: [\n  $0\n]'),
      'generator definition',
      `#- /.infrahub.yml
queries: [{name: generate_pod, file_path: queries/generate_pod.gql}]
generator_definitions: [
  {name: name, file_path: generators/generate_pod.py, query: generate_pod, targets: pods, \
parameters: {pod_name: name__value}, class_name: Base, convert_query_response: false, \
execute_in_proposed_change: true, execute_after_merge: true}
]
`,
    ));

  const attributeRule =
    '{name: trigger-pod-attribute, branch_scope: other_branches, node_kind: NetworkPod, mutation_action: updated, ' +
    'action: run-pod, matches: {kind: CoreNodeTriggerAttributeMatch, data: ' +
    '[{attribute_name: checksum, value_match: any}]}}';
  const accepted = (text: string): string => `#- /objects/90_triggers.yml\n${text}`;

  test('a whole rule', () =>
    checkCompletionEdit(
      data('CoreNodeTriggerRule', ' [$0]'),
      'trigger rule on attribute change',
      accepted(`kind: Object\nspec:\n  kind: CoreNodeTriggerRule\n  data: [${attributeRule}]\n`),
    ));

  test('a list that is not begun, in braces', () =>
    checkCompletionEdit(
      withTriggers('{kind: Object, spec: {kind: CoreNodeTriggerRule, data: $0}}\n'),
      'trigger rule on attribute change',
      accepted(`{kind: Object, spec: {kind: CoreNodeTriggerRule, data: [${attributeRule}]}}\n`),
    ));

  test('whole matches', () =>
    checkCompletionEdit(
      withTriggers('{kind: Object, spec: {kind: CoreNodeTriggerRule, data: [{node_kind: NetworkPod, matches: $0}]}}\n'),
      'attribute match',
      accepted(
        '{kind: Object, spec: {kind: CoreNodeTriggerRule, data: [{node_kind: NetworkPod, matches: ' +
          '{kind: CoreNodeTriggerAttributeMatch, data: [{attribute_name: checksum, value_match: any}]}}]}}\n',
      ),
    ));

  test('names are quoted as flow style needs it', async () => {
    const { result } = await completionAt(
      withTriggers(
        '---\nkind: Object\nspec:\n  kind: CoreGeneratorAction\n  data:\n    - name: "a, b"\n' +
          '---\nkind: Object\nspec:\n  kind: CoreNodeTriggerRule\n  data: [$0]\n',
      ),
    );
    const snippet = result.items.find(({ label }) => label === 'trigger rule on creation');
    expect(snippet?.edit.newText).toMatch(/, action: \$\{4\|run-pod,'a\\, b'\|\}\}$/);
  });

  test('JSON', async () => {
    const file = (text: string): string =>
      `#- /objects/a.json\n{"kind": "Object", "spec": {"kind": "CoreGeneratorAction", "data": [${text}]}}\n`;
    await checkCompletionEdit(file('$0'), 'name', file('{"name": }'));
    await checkCompletionEdit(
      file('{"name": "a"}, $0'),
      'generator action',
      file('{"name": "a"}, {"name": "run-generator", "generator": "generator"}'),
    );
  });
});

test('one nested object is no item of a list', () =>
  checkCompletionEdit(
    pod('fabric:\n  kind: NetworkFabric\n  data:\n    $0'),
    'object of kind NetworkFabric',
    `#- /objects/90_triggers.yml
kind: Object
spec:
  kind: NetworkPod
  data:
    - name: p
      fabric:
        kind: NetworkFabric
        data:
          name:${' '}
`,
  ));

test('no item where the comma is missing', async () =>
  expect(await labelsAt(config('queries: [{name: a} $0]'))).toEqual([]));

test('a reference comes before the keys of an object that is made in its place', async () =>
  expect(await labelsAt(rule('action:\n  $0'))).toEqual(['run-pod', 'kind', 'data']));

test('a list of references is one of names, until a brace begins an object', async () => {
  const groups = (text: string): string => pod(`member_of_groups: [p1, ${text}`);
  for (const text of ['$0]', 'po$0]', '$0']) expect(await labelsAt(groups(text))).toEqual(['pods', 'p1']);
  expect(await labelsAt(groups('{$0}]'))).toEqual(['kind', 'data']);
});

test('a value in braces is a name, no mapping', async () =>
  expect(await labelsAt(data('CoreNodeTriggerRule', ' [{name: r, action: $0}]'))).toEqual(['run-pod']));

describe('what is ignored, where the list is not begun', () => {
  const settings = (text: string): string => `#- /objects/a.yml\n#- /.infrahub-cascade.yml\nignore:${text}\n`;
  test.each([
    ['behind the colon', ' $0', ' [objects/**]'],
    ['on the next line', '\n  $0', '\n  - objects/**'],
  ])('%s', (_name, before, after) =>
    checkCompletionEdit(settings(before), 'objects/**', `#- /.infrahub-cascade.yml\nignore:${after}\n`),
  );
});
