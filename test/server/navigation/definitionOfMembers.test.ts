import { test } from 'vitest';
import { checkDefinition } from '../../support/checkNavigation';
import { markedSchema, schemaConfig } from '../../support/navigationFixture';
import { nodeRules, objects } from '../../support/triggers';

/** Trigger files in a repository whose schema has the mark. */
const inSchema = (triggers: string, key: string, name: string): string =>
  triggers + schemaConfig + markedSchema(key, name);

/** A rule on updates of NetworkPod with one attribute match. */
const match = (text: string): string =>
  nodeRules(`
    - name: a
      node_kind: NetworkPod
      matches:
        kind: CoreNodeTriggerAttributeMatch
        data:
          - {${text}}
  `);

test('the kind of a rule', async () => {
  await checkDefinition(inSchema(nodeRules('- {name: a, node_kind: Network$0Pod}'), 'name', 'Pod'));
});

test('an inherited attribute in its generic, nested in the rule', async () => {
  await checkDefinition(inSchema(match('attribute_name: check$0sum'), 'name', 'checksum'));
});

test('the attribute of a match that stands alone, by the kind of its rule', async () => {
  const alone = objects('CoreNodeTriggerAttributeMatch', '- {trigger: a, attribute_name: "check$0sum"}');
  const rule = nodeRules('- {name: a, node_kind: NetworkPod}');
  await checkDefinition(inSchema(`${alone}#- /objects/b.yml\n${rule}`, 'name', 'checksum'));
});

test('a relationship of a match', async () => {
  const rule = nodeRules(`
    - name: a
      node_kind: NetworkPod
      matches: {kind: CoreNodeTriggerRelationshipMatch, data: [{relationship_name: $0parent}]}
  `);
  await checkDefinition(inSchema(rule, 'name', 'parent'));
});

test('a choice that a match waits for', async () => {
  await checkDefinition(inSchema(match('attribute_name: role, value: stor$0age'), 'name', 'storage'));
});

test('the peer of a relationship', async () => {
  await checkDefinition(inSchema('', 'name', 'Fabric').replace('NetworkFabric', 'Network$0Fabric'));
});

test('the key and the value of a data object', async () => {
  const pod = (text: string): string => objects('NetworkPod', `- {name: p1, ${text}}`);
  await checkDefinition(inSchema(pod('ro$0le: compute'), 'name', 'role'));
  await checkDefinition(inSchema(pod('role: $0compute'), 'name', 'compute'));
});

test('a kind that comes with the server has no place', async () => {
  await checkDefinition(objects('CoreGenerator$0Action', '- {name: a}'));
});

test('the segments of a parameter path', async () => {
  const config = (path: string): string => `
#- /.infrahub.yml
schemas: [schemas]
queries: [{name: q, file_path: q.gql}]
generator_definitions:
  - {name: g, file_path: g.py, query: q, targets: t, parameters: {fabric: "${path}"}}
#- /q.gql
query q($fabric: String!) { NetworkPod { count } }
`;
  await checkDefinition(config('par$0ent__name__value') + markedSchema('name', 'parent'));
  await checkDefinition(config('parent__na$0me__value') + markedSchema('name', 'name'));
});
