import { test } from 'vitest';
import { checkDiagnostics, checkFix } from '../../support/check';
import { inNetwork, nodeRules, ruleWithMatches } from '../../support/triggers';

const rule = 'wrong-match-kind';

test('a relationship in an attribute match and the reverse', async () => {
  await checkDiagnostics(
    rule,
    inNetwork(
      ruleWithMatches(`
        - attribute_name: racks
        #                 ^^^^^ error wrong-match-kind: 'racks' is a relationship of NetworkPod
        - attribute_name: role
        - attribute_name: nowhere
      `) +
        nodeRules(`
          - name: b
            node_kind: NetworkPod
            matches:
              - kind: CoreNodeTriggerRelationshipMatch
                data: {relationship_name: role}
              #                           ^^^^ error wrong-match-kind: 'role' is an attribute of NetworkPod
              - kind: CoreNodeTriggerRelationshipMatch
                data: {relationship_name: racks}
        `),
    ),
  );
});

const matches = (kind: string, match: string): string =>
  nodeRules(`
    - name: r
      node_kind: NetworkPod
      matches:
        kind: ${kind}
        data:
          ${match.replaceAll('\n', '\n          ')}
  `);

test('the fix makes it a match of the other kind', async () => {
  await checkFix(
    rule,
    inNetwork(matches('CoreNodeTriggerAttributeMatch', '- attribute_name: racks\n  value: x\n  value_match: any')),
    matches('CoreNodeTriggerRelationshipMatch', '- relationship_name: racks\n  modification_type: added'),
  );
  await checkFix(
    rule,
    inNetwork(matches('CoreNodeTriggerRelationshipMatch', '- {relationship_name: role}')),
    matches('CoreNodeTriggerAttributeMatch', '- {attribute_name: role, value_match: any}'),
  );
});

test('the fix stays JSON in a .json file and keeps quotes and lines elsewhere', async () => {
  const json = (kind: string, match: string): string => {
    const own = `{"name": "r", "node_kind": "NetworkPod", "matches": {"kind": "${kind}", "data": [${match}]}}`;
    return `#- /objects/r.json\n{"kind": "Object", "spec": {"kind": "CoreNodeTriggerRule", "data": [${own}]}}\n`;
  };
  await checkFix(
    rule,
    inNetwork(json('CoreNodeTriggerAttributeMatch', '{"attribute_name": "racks", "value_match": "any"}')),
    json('CoreNodeTriggerRelationshipMatch', '{"relationship_name": "racks", "modification_type": "added"}'),
  );
  await checkFix(
    rule,
    inNetwork(matches('CoreNodeTriggerRelationshipMatch', '- relationship_name: role\n  modification_type: "added"')),
    matches('CoreNodeTriggerAttributeMatch', '- attribute_name: role\n  value_match: "any"'),
  );
  await checkFix(
    rule,
    inNetwork(
      matches('CoreNodeTriggerRelationshipMatch', '- modification_type: >-\n    added\n  relationship_name: role'),
    ),
    matches('CoreNodeTriggerAttributeMatch', '- value_match: any\n  attribute_name: role'),
  );
  await checkFix(
    rule,
    inNetwork(matches('CoreNodeTriggerAttributeMatch', '- attribute_name: racks\n  value_match: # nothing yet')),
    matches('CoreNodeTriggerRelationshipMatch', '- relationship_name: racks\n  modification_type: added # nothing yet'),
  );
});
