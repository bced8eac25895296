import { test } from 'vitest';
import { checkDefinition } from '../../support/checkNavigation';

const schema = `
    #- /schemas/all.yml
    generics:
      - namespace: Generator
        name: Target
        attributes:
          - name: checksum
            kind: Text
    nodes:
      - namespace: Network
        name: Pod
        inherit_from: [GeneratorTarget]
        attributes:
          - name: role
            kind: Dropdown
            choices:
              - name: compute
              - name: storage
        relationships:
          - name: parent
            peer: NetworkFabric
            cardinality: one
      - namespace: Network
        name: Fabric
        attributes:
          - name: name
            kind: Text
    #- /.infrahub.yml
    schemas: [schemas]
    objects: [objects]
`;

/** The schema with a mark under `name` in the line that is `key: name`. */
function withMark(key: string, name: string): string {
  const line = schema.split('\n').find((each) => each.trim().endsWith(`${key}: ${name}`)) ?? '';
  const mark = `${' '.repeat(line.lastIndexOf(name) - 2)}# ${'^'.repeat(name.length)} def`;
  return schema.replace(`${line}\n`, `${line}\n${mark}\n`);
}

test('the kind of a rule', async () => {
  await checkDefinition(`${withMark('name', 'Pod')}
    #- /objects/triggers.yml
    kind: Object
    spec:
      kind: CoreNodeTriggerRule
      data:
        - {name: a, node_kind: Network$0Pod}
  `);
});

test('an inherited attribute in its generic, nested in the rule', async () => {
  await checkDefinition(`${withMark('name', 'checksum')}
    #- /objects/triggers.yml
    kind: Object
    spec:
      kind: CoreNodeTriggerRule
      data:
        - name: a
          node_kind: NetworkPod
          matches:
            kind: CoreNodeTriggerAttributeMatch
            data:
              - attribute_name: check$0sum
  `);
});

test('the attribute of a match that stands alone, by the kind of its rule', async () => {
  await checkDefinition(`${withMark('name', 'checksum')}
    #- /objects/a.yml
    kind: Object
    spec:
      kind: CoreNodeTriggerAttributeMatch
      data:
        - {trigger: a, attribute_name: "check$0sum"}
    #- /objects/b.yml
    kind: Object
    spec:
      kind: CoreNodeTriggerRule
      data:
        - {name: a, node_kind: NetworkPod}
  `);
});

test('a relationship of a match', async () => {
  await checkDefinition(`${withMark('name', 'parent')}
    #- /objects/triggers.yml
    kind: Object
    spec:
      kind: CoreNodeTriggerRule
      data:
        - name: a
          node_kind: NetworkPod
          matches: {kind: CoreNodeTriggerRelationshipMatch, data: [{relationship_name: $0parent}]}
  `);
});

test('a choice that a match waits for', async () => {
  await checkDefinition(`${withMark('name', 'storage')}
    #- /objects/triggers.yml
    kind: Object
    spec:
      kind: CoreNodeTriggerRule
      data:
        - name: a
          node_kind: NetworkPod
          matches:
            kind: CoreNodeTriggerAttributeMatch
            data:
              - attribute_name: role
                value: stor$0age
  `);
});

test('the peer of a relationship', async () => {
  await checkDefinition(withMark('name', 'Fabric').replace('NetworkFabric', 'Network$0Fabric'));
});

test('the key and the value of a data object', async () => {
  const objects = (text: string): string => `
    #- /objects/pods.yml
    kind: Object
    spec:
      kind: NetworkPod
      data:
        - {name: p1, ${text}}
  `;
  await checkDefinition(withMark('name', 'role') + objects('ro$0le: compute'));
  await checkDefinition(withMark('name', 'compute') + objects('role: $0compute'));
});

test('a kind that comes with the server has no place', async () => {
  await checkDefinition(`
    kind: Object
    spec:
      kind: CoreGenerator$0Action
      data: []
  `);
});

test('the segments of a parameter path', async () => {
  const source = (cursor: string, marked: string): string => `
    #- /.infrahub.yml
    schemas: [schemas]
    queries: [{name: q, file_path: q.gql}]
    generator_definitions:
      - {name: g, file_path: g.py, query: q, targets: t, parameters: {fabric: "${cursor}"}}
    #- /q.gql
    query q($fabric: String!) { NetworkPod { count } }
    ${marked.replace('#- /.infrahub.yml', '#- /other.yml').trim()}
  `;
  await checkDefinition(source('par$0ent__name__value', withMark('name', 'parent')));
  await checkDefinition(source('parent__na$0me__value', withMark('name', 'name')));
});
