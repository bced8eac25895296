import { describe, expect, test } from 'vitest';
import { checkHover, hoverAt } from '../../support/checkNavigation';
import { openRepository, readFolder } from '../../support/repository';

const schema = `
#- /schemas/network.yml
version: "1.0"
nodes:
  - name: Fabric
    namespace: Network
    human_friendly_id: [name__value]
    attributes:
      - {name: name, kind: Text, unique: true}
      - {name: size, kind: Number, default_value: 3}
      - {name: ready, kind: Boolean, optional: true}
      - {name: role, kind: Dropdown, choices: [{name: compute, description: Runs servers}, {name: storage}]}
  - name: Pod
    namespace: Network
    human_friendly_id: [fabric__name__value, name__value]
    attributes: [{name: name, kind: Text}]
    relationships: [{name: fabric, peer: NetworkFabric, cardinality: one, kind: Parent, optional: false}]
`;

/** The configuration of a generator whose targets are pods, with one path. */
const config = (path: string): string => `
#- /.infrahub.yml
schemas: [schemas]
objects: [objects]
queries: [{name: q, file_path: q.gql}]
generator_definitions:
  - {name: g, file_path: g.py, query: q, targets: pods, class_name: G, parameters: {fabric: "${path}"}}
#- /q.gql
query q($fabric: String!) { NetworkPod(name__value: $fabric) { count } }
#- /objects/pods.yml
kind: Object
spec:
  kind: NetworkPod
  data: [{name: p, fabric: f, member_of_groups: [pods]}]
${schema}`;

describe('the last word of a path of parameters tells what is given to the query', () => {
  test.each<[path: string, expected: string[]]>([
    ['name__va$0lue', ['**value** · of name of NetworkPod', 'A text.', 'Text, mandatory.']],
    ['fabric__name__$0value', ['**value** · of name of NetworkFabric', 'Text, mandatory, unique.']],
    ['fabric__size__value$0', ['A number.', 'Number, optional, default 3.']],
    ['fabric__ready__v$0alue', ['True or false.']],
    ['fabric__role__v$0alue', ['The name of a choice.', '- compute: Runs servers']],
    ['fabric__role__la$0bel', ['**label** · of role', 'The label of the choice']],
    ['fabric__$0id', ['**id** · of fabric of NetworkPod', 'The id of the object.', 'NetworkFabric']],
  ])('%s', (path, expected) => checkHover(config(path), expected));

  test('it is about that word alone', async () =>
    expect((await hoverAt(config('fabric__name__va$0lue')))?.about).toBe('value'));
});

test.each(['fabric__name__valu$0', 'name__la$0bel', 'other__val$0ue', 'val$0ue', 'name__value__val$0ue', '__val$0ue'])(
  'nothing about %s, which is none',
  async (path) => expect(await hoverAt(config(path))).toBeUndefined(),
);

test('the path id is the id of each target', async () => {
  const found = await hoverAt(config('i$0d'));
  expect(found?.about).toContain('id');
  expect(found?.markdown).toContain('**id** · of each target');
  expect(found?.markdown).toContain('Infrahub gives every object one.');
  const elsewhere = config('id').replace('query: q,', 'query: i$0d,');
  expect((await hoverAt(elsewhere))?.markdown).not.toContain('of each target');
});

test('the word before it keeps its own', async () => {
  await checkHover(config('fabric__na$0me__value'), '**name** · attribute of NetworkFabric');
  await checkHover(config('fabric__name$0__value'), '**name** · attribute of NetworkFabric');
});

test('in schemas and Python', async () => {
  await checkHover(config('id').replace('[fabric__name__value', '[fabric__name__va$0lue'), 'of name of NetworkFabric');
  const { service, uri, text } = await openRepository(readFolder('examples/fabric'));
  const path = '/generators/generate_pod.py';
  const offset = text(path).search(/(?<=pod__)ids/);
  expect(service.hover(uri(path), offset)?.markdown).toContain('A list of ids: any of these objects.');
});
