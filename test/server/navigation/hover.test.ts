import { describe, expect, test } from 'vitest';
import { layers } from '../cascade/layers';
import { checkHover, hoverAt } from '../../support/checkNavigation';
import { openRepository, readFolder } from '../../support/repository';

/** The hover on the first `name` behind `after` in a file of the example. */
async function inExample(path: string, after: string, name: string): Promise<string> {
  const { service, uri, text } = await openRepository(readFolder('examples/fabric'));
  const offset = text(path).indexOf(name, text(path).indexOf(after));
  return service.hover(uri(path), offset + 1)?.markdown ?? '';
}

const triggers = '/objects/90_triggers.yml';

test('a rule tells its story', async () => {
  const markdown = await inExample(triggers, 'CoreNodeTriggerRule', 'trigger-pod-generator-checksum');
  expect(markdown).toBe(
    [
      '**trigger-pod-generator-checksum** · trigger rule',
      'Runs PodGenerator (generators/generate_pod.py) for every NetworkPod whose checksum changes on a branch other than main.',
      [
        '- Action run-pod-generator',
        '- Generator generate-pod with query generate_pod',
        '- Targets: group pods (2 NetworkPod in the files)',
        '- checksum of NetworkPod is written by generate-fabric (generators/generate_fabric.py:44)',
      ].join('\n'),
    ].join('\n\n'),
  );
});

test('an action tells which rules start it', async () => {
  const markdown = await inExample(triggers, 'action: run-rack', 'run-rack-generator');
  expect(markdown).toContain('Runs RackGenerator (generators/generate_rack.py)');
  expect(markdown).toContain('- trigger-rack-generator-checksum: Runs RackGenerator');
});

test('a generator tells when it runs and what it writes', async () => {
  const markdown = await inExample(triggers, 'generator: generate-pod', 'generate-pod');
  expect(markdown).toContain('for each member of group pods (2 NetworkPod in the files) with the result of query');
  expect(markdown).toContain('Runs for the rules trigger-pod-generator-checksum');
  expect(markdown).toContain('- sets checksum of LocationRack (generators/generate_pod.py:');
});

test('an attribute tells where it comes from, who writes it and who watches it', async () => {
  const markdown = await inExample(triggers, 'attribute_name: checksum', 'checksum');
  expect(markdown).toContain('**checksum** · attribute of NetworkPod');
  expect(markdown).toContain('Text, optional, inherited from GeneratorTarget.');
  expect(markdown).toContain('written by generate-fabric (generators/generate_fabric.py:44)');
  expect(markdown).toContain('- trigger-pod-generator-checksum');
  expect(markdown).not.toContain('trigger-rack-generator-checksum');
});

test('in its generic the attribute tells of all heirs', async () => {
  const markdown = await inExample('/schemas/generator.yml', 'attributes', 'checksum');
  expect(markdown).toContain('generate-fabric');
  expect(markdown).toContain('generate-pod');
  expect(markdown).toContain('- trigger-rack-generator-checksum');
});

test('a kind', async () => {
  const markdown = await inExample(triggers, 'node_kind', 'NetworkPod');
  expect(markdown).toContain('A pod of a fabric, the second layer');
  expect(markdown).toContain('Declared in schemas/logical_design.yml. Inherits from GeneratorTarget.');
  expect(markdown).toContain('Attributes: name, role, amount_of_spines and checksum.');
});

test('a generic tells its heirs', async () => {
  const markdown = await inExample('/schemas/logical_design.yml', 'inherit_from', 'GeneratorTarget');
  expect(markdown).toContain('Nodes that inherit from it: LocationRack and NetworkPod.');
});

test('a choice of the schema, and of a key of the server', async () => {
  expect(await inExample('/schemas/logical_design.yml', 'choices', 'external')).toContain(
    'Built and run by somebody else',
  );
  expect(await inExample(triggers, 'branch_scope: ', 'other_branches')).toContain('Changes on main do not set it off');
});

test('a key of a rule tells its default and choices', async () => {
  const markdown = await inExample(triggers, 'data:\n    # Signals', 'branch_scope');
  expect(markdown).toContain('default default_branch');
  expect(markdown).toContain('- all_branches: All branches');
  expect(markdown).toContain('Left out, the rule fires on main only');
});

test('a group tells its members and whose targets they are', async () => {
  const markdown = await inExample('/.infrahub.yml', 'targets: racks', 'racks');
  expect(markdown).toContain('**racks** · CoreStandardGroup');
  expect(markdown).toContain('Members: 3 LocationRack in the files.');
  expect(markdown).toContain('Targets of generator generate-rack.');
});

test('a query, its variable and the parameter path', async () => {
  expect(await inExample('/.infrahub.yml', 'query: generate_pod', 'generate_pod')).toContain('Reads NetworkPod.');
  const variable = await inExample('/.infrahub.yml', 'pod_name', 'pod_name');
  expect(variable).toContain('String!');
  expect(variable).toContain('- generate-pod: name__value');
  expect(await inExample('/.infrahub.yml', 'pod_name: name', 'name__value')).toContain('attribute of NetworkPod');
});

test('a class and a path', async () => {
  const markdown = await inExample('/.infrahub.yml', 'class_name: Pod', 'PodGenerator');
  expect(markdown).toContain('Bases: InfrahubGenerator and GeneratorMixin.');
  expect(markdown).toContain('Methods: generate and update_checksum.');
  expect(await inExample('/.infrahub.yml', 'file_path', 'queries/')).toContain('GraphQL file');
});

test('keys of .infrahub.yml', async () => {
  const flag = await inExample('/.infrahub.yml', 'generate-fabric', 'execute_in_proposed_change');
  expect(flag).toContain('true or false, optional, default true.');
  expect(await inExample('/.infrahub.yml', '\nqueries:', 'queries')).toContain('section of .infrahub.yml');
  expect(await inExample('/.infrahub.yml', 'watch', 'files')).toContain('key of watch');
});

test.each([
  ['generator_definitions', 'generator', '1.11'],
  ['python_transforms', 'transform', '1.10'],
  ['jinja2_transforms', 'transform', '1.10'],
])('files of watch say what depends on them: %s', async (section, thing, since) => {
  const found = await hoverAt(`#- /.infrahub.yml\n${section}:\n  - name: a\n    watch:\n      fi$0les: [lib/]\n`);
  expect(found?.markdown).toContain(`Files or directories the ${thing} depends on`);
  expect(found?.markdown).toContain(`Since Infrahub ${since}.`);
});

test('rules, levels and profiles in .infrahub-cascade.yml', async () => {
  await checkHover('#- /.infrahub-cascade.yml\nrules:\n  unknown-no$0de-kind: off\n', 'The server refuses');
  await checkHover('#- /.infrahub-cascade.yml\nrules:\n  unknown-node-kind: o$0ff\n', 'reports nothing');
  await checkHover('#- /.infrahub-cascade.yml\nprofile: recomm$0ended\n', 'proven warnings');
});

test('keys of .infrahub-cascade.yml', async () => {
  await checkHover('#- /.infrahub-cascade.yml\npro$0file: all\n', 'recommended');
});

test('keys of an object file', async () => {
  await checkHover('api$0Version: infrahub.app/v1\nkind: Object\nspec: {kind: X, data: []}\n', 'infrahub.app/v1');
});

test('a generator that code starts tells by which', async () => {
  const fabric = `
    query = "mutation Run($id: String!, $ids: [String]) { CoreGeneratorDefinitionRun(data: {id: $id, nodes: $ids}) { ok } }"
    definition = await self.client.get(kind="CoreGeneratorDefinition", name__value="generate-pod")
    await self.client.execute_graphql(query=query, variables={"id": definition.id, "ids": [target_id]})
  `;
  const source = layers({ fabric });
  await checkHover(
    source.replace('name: generate-pod', 'name: generate-po$0d'),
    'by generate-fabric (generators/generate_fabric.py:',
  );
});

describe('a generator that nothing seems to start', () => {
  const rack = (body: string): string =>
    layers({ fabric: body }).replace('name: generate-rack', 'name: generate-ra$0ck');
  const run = 'mutation Run($id: String!) { CoreGeneratorDefinitionRun(data: {id: $id}) { ok } }';
  const started = `
    await self.client.execute_graphql(query="${run}", variables={"id": self.chosen()})
  `;

  test('runs by hand only', () => checkHover(rack('return'), 'Nothing in this repository starts it'));

  test('may be started by code that does not show the name', async () => {
    const markdown = (await hoverAt(rack(started)))?.markdown ?? '';
    expect(markdown).toContain('As far as the files show, nothing in this repository starts it');
    expect(markdown).toMatch(
      /generate-fabric \(generators\/generate_fabric\.py:\d+\) starts a generator whose name its code/,
    );
  });

  test('may be started by a script', () =>
    checkHover(`${rack('return')}\n#- /scripts/run.py\nQUERY = "${run}"\n`, 'As far as the files show, nothing'));

  test('may be started by code that cannot be followed', () =>
    checkHover(rack('await getattr(self, name)()'), 'As far as the files show, nothing'));
});

const story = (rule: string): string => `
    kind: Object
    spec:
      kind: CoreNodeTriggerRule
      data:
        - {name: th$0e-rule, node_kind: NetworkPod, action: run, ${rule}}
    ---
    kind: Object
    spec: {kind: CoreGeneratorAction, data: [{name: run, generator: gone}]}
`;
const match = (text: string): string =>
  story(`mutation_action: updated, matches: {kind: CoreNodeTriggerAttributeMatch, data: [${text}]}`);
const relation = (text: string): string =>
  story(`mutation_action: updated, matches: {kind: CoreNodeTriggerRelationshipMatch, data: [${text}]}`);

const stories = [
  [story('mutation_action: created'), 'for every NetworkPod that is created on main only.'],
  [story('mutation_action: updated, branch_scope: all_branches'), 'that is changed in any way on any branch.'],
  [story('active: false'), 'Switched off'],
  [match('{attribute_name: role, value: leaf}'), 'whose role becomes “leaf” on main only.'],
  [match('{attribute_name: role, value_match: any}'), 'whose role changes on main only.'],
  [match('{attribute_name: role, value_match: value_previous, value_previous: a}'), 'whose role changes from “a” on'],
  [
    match('{attribute_name: role, value_match: value_full, value: b, value_previous: a}'),
    'whose role changes from “a” to “b” on',
  ],
  [
    match('{attribute_name: role, value: a}, {attribute_name: mode, value: b}'),
    'whose role becomes “a” and whose mode becomes “b” in the same change',
  ],
  [relation('{relationship_name: racks}'), 'whose racks gains a peer'],
  [relation('{relationship_name: racks, modification_type: removed}'), 'whose racks loses a peer'],
  [relation('{relationship_name: racks, modification_type: updated}'), 'whose racks changes'],
  [story('mutation_action: updated'), 'Runs generator gone for'],
  [story('mutation_action: updated'), 'which .infrahub.yml does not define'],
].map(([source = '', expected = '']) => ({ source, expected }));

test.each(stories)('a story: $expected', async ({ source, expected }) => {
  await checkHover(source, expected);
});

test('a group rule and a group action', async () => {
  await checkHover(
    `
    kind: Object
    spec:
      kind: CoreGroupTriggerRule
      data: [{name: $0r, group: pods, member_update: removed, action: join, branch_scope: all_branches}]
    ---
    kind: Object
    spec: {kind: CoreGroupAction, data: [{name: join, group: racks}]}
    `,
    'Adds every member taken out of group pods on any branch to group racks.',
  );
});

test('a match that stands alone counts for the story', async () => {
  await checkHover(
    `
    kind: Object
    spec:
      kind: CoreNodeTriggerRule
      data: [{name: $0r, node_kind: NetworkPod, mutation_action: updated, action: a}]
    ---
    kind: Object
    spec: {kind: CoreNodeTriggerAttributeMatch, data: [{trigger: r, attribute_name: role, value_match: any}]}
    `,
    'Starts action a for every NetworkPod whose role changes',
  );
});

const shared = (second: string): string => `
  kind: Object
  spec:
    kind: CoreNodeTriggerRule
    data:
      - &base
        name: first
        node_kind: NetworkPod
        mutation_action: updated
        action: a
        matches: &m {kind: CoreNodeTriggerAttributeMatch, data: &d [&one {attribute_name: role, value_match: any}]}
      - ${second}
`;

test.each([
  '{name: $0r, node_kind: NetworkPod, mutation_action: updated, action: a, matches: *m}',
  '{<<: *base, name: $0r}',
  '{name: $0r, node_kind: NetworkPod, mutation_action: updated, action: a, matches: [*m]}',
  '{name: $0r, node_kind: NetworkPod, mutation_action: updated, action: a, matches: {kind: CoreNodeTriggerAttributeMatch, data: *d}}',
  '{name: $0r, node_kind: NetworkPod, mutation_action: updated, action: a, matches: {kind: CoreNodeTriggerAttributeMatch, data: [*one]}}',
])('matches from an anchor or a merge key count for the story: %s', async (second) => {
  await checkHover(shared(second), 'Starts action a for every NetworkPod whose change meets its matches on main only.');
});

test('a match from an anchor beside one that is written', async () => {
  const rule = 'name: $0r, node_kind: NetworkPod, mutation_action: updated, action: a';
  const both = 'matches: {kind: CoreNodeTriggerAttributeMatch, data: [{attribute_name: mode, value: b}, *one]}';
  await checkHover(
    shared(`{${rule}, ${both}}`),
    'NetworkPod whose mode becomes “b” and whose change meets its other matches in the same change',
  );
  await checkHover(
    shared(`{${rule.replace('updated', 'created')}, matches: *m}`),
    'for every NetworkPod that is created and meets its matches on main only.',
  );
  await checkHover(shared(`{${rule}, matches: {kind: CoreNodeTriggerAttributeMatch, data: []}}`), 'changed in any way');
});

test('nothing in a file can be markup', async () => {
  const found = await hoverAt(`
    kind: Object
    spec:
      kind: CoreGeneratorAction
      data: [{name: '*x* [y](command:z) <b>_w_ \`q\`$0', generator: a}]
  `);
  expect(found?.markdown.split('\n')[0]).toBe(String.raw`**\*x\* \[y\](command:z) \<b\>\_w\_ \`q\`** · action`);
});

test('what is not known is said', async () => {
  const rule = (text: string): string => `kind: Object\nspec: {kind: CoreNodeTriggerRule, data: [{${text}}]}\n`;
  await checkHover(rule('name: a, action: gon$0e'), 'No file of this repository declares an action of this name.');
  await checkHover(rule('name: a, node_kind: Gone$0Kind'), 'may come from elsewhere');
});

test('nothing where nothing stands', async () => {
  expect(await hoverAt('kind: Object\n$0\nspec: {kind: CoreNodeTriggerRule, data: []}\n')).toBeUndefined();
  expect(await hoverAt('#- /notes.yml\nki$0nd: x\n')).toBeUndefined();
});

test('the hover is about the name without quotes', async () => {
  const found = await hoverAt(
    'kind: Object\nspec: {kind: CoreGeneratorAction, data: [{name: "ru$0n", generator: g}]}\n',
    { lineEnd: '\r\n' },
  );
  expect(found?.about).toBe('run');
});

test('a setting, with its words as code', async () => {
  const found = await hoverAt(`
    #- /.infrahub-cascade.yml
    prof$0ile: all
  `);
  expect(found?.markdown).toContain(
    'Which findings are reported: `recommended` (errors and proven warnings) or `all`.',
  );
});

test.each(['/.infrahub.yml', '/objects/90_triggers.yml'])(
  'every key and value of %s has something to tell',
  async (path) => {
    const { service, uri, text } = await openRepository(readFolder('examples/fabric'));
    const source = text(path);
    const untold = [...source.matchAll(/^[ -]*(?<key>[\w.-][^:#\n]*)(?:: *(?<value>[^#\s]+))?/gm)].flatMap((line) => {
      const words = Object.values(line.groups ?? {}).filter((word) => word !== undefined && /[^-]/.test(word));
      return words.filter((word) => {
        const offset = line.index + line[0].lastIndexOf(word) + 1;
        return service.hover(uri(path), offset) === undefined;
      });
    });
    expect([...new Set(untold)]).toEqual(path === '/.infrahub.yml' ? ['[]'] : []);
  },
);

test('what true, Object and infrahub.app/v1 are is told as of their keys', async () => {
  const { service, uri, text } = await openRepository(readFolder('examples/fabric'));
  const at = (path: string, word: string) => {
    const found = service.hover(uri(path), text(path).indexOf(word) + word.length - 1);
    return [found && text(path).slice(found.range.start, found.range.end), found?.markdown];
  };
  expect(at('/.infrahub.yml', 'execute_after_merge: false')).toEqual([
    'false',
    expect.stringContaining('**execute_after_merge** · key of generator_definitions'),
  ]);
  expect(at('/objects/90_triggers.yml', 'kind: Object')).toEqual([
    'Object',
    expect.stringContaining('**kind** · key of'),
  ]);
  expect(at('/objects/90_triggers.yml', 'infrahub.app/v1')).toEqual([
    'infrahub.app/v1',
    expect.stringContaining('The format of the file'),
  ]);
  const own = 'kind: Object\nspec:\n  kind: CoreStandardGroup\n  data:\n    - name: a\n    - kind: Ob$0ject\n';
  expect(await hoverAt(`#- /objects/a.yml\n${own}`)).toBeUndefined();
});
