import { test } from 'vitest';
import { checkCompletion } from '../../support/checkCompletion';
import { match, object, rule, withTriggers } from '../../support/completionFixture';

test('attributes of the kind of the rule', () =>
  checkCompletion(
    rule(...match('attribute_name: $0')),
    `
    attribute name | Text, required
    attribute amount | Number
    attribute ready | Boolean
    attribute role | Dropdown
    attribute checksum | Text, from GeneratorTarget`,
  ));

test('relationships, those of every kind last', () =>
  checkCompletion(
    rule(
      'node_kind: NetworkPod',
      'matches:',
      '  kind: CoreNodeTriggerRelationshipMatch',
      '  data:',
      '    - relationship_name: $0',
    ),
    `
    relationship fabric | → NetworkFabric, one, required
    relationship racks | → NetworkPod, many
    …`,
  ));

test('a match of its own, by its trigger', () =>
  checkCompletion(
    withTriggers(
      `---\n${object('CoreNodeTriggerRule', 'name: r', 'node_kind: NetworkFabric')}---\n${object('CoreNodeTriggerAttributeMatch', 'trigger: r', 'attribute_name: $0')}`,
    ),
    'attribute name',
  ));

test('node_kind below the matches', () =>
  checkCompletion(
    rule(
      'matches:',
      '  kind: CoreNodeTriggerAttributeMatch',
      '  data:',
      '    - attribute_name: $0',
      'node_kind: NetworkFabric',
    ),
    'attribute name',
  ));

test('in the form of a list of blocks', () =>
  checkCompletion(
    rule(
      'node_kind: NetworkFabric',
      'matches:',
      '  - kind: CoreNodeTriggerAttributeMatch',
      '    data:',
      '      attribute_name: $0',
    ),
    'attribute name',
  ));
