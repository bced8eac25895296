import { test } from 'vitest';
import { checkCompletion, checkCompletionEdit } from '../../support/checkCompletion';
import { withConfig } from '../../support/completionFixture';

test('attributes of the targets, then those through relationships of cardinality one', () =>
  checkCompletion(
    withConfig('    parameters:\n      pod_name: $0\n'),
    `
    attribute name__value | NetworkPod: Text, required
    attribute amount__value | NetworkPod: Number
    attribute ready__value | NetworkPod: Boolean
    attribute role__value | NetworkPod: Dropdown
    attribute checksum__value | NetworkPod: Text, from GeneratorTarget
    attribute fabric__name__value | NetworkFabric: Text, required
    variable id | NetworkPod`,
  ));

test('behind a relationship', () =>
  checkCompletion(
    withConfig('    parameters:\n      pod_name: fabric__na$0\n'),
    'attribute fabric__name__value\nvariable fabric__id',
  ));

test('accepting one', () =>
  checkCompletionEdit(
    '#- /q.gql\nquery q($name: String!) { CoreStandardGroup(name__value: $name) { edges { node { id } } } }\n' +
      '#- /.infrahub.yml\nqueries: [{name: q, file_path: q.gql}]\ngenerator_definitions:\n  - query: q\n    parameters:\n      name: "na$0"\n',
    'name__value',
    '#- /.infrahub.yml\nqueries: [{name: q, file_path: q.gql}]\ngenerator_definitions:\n  - query: q\n    parameters:\n      name: "name__value"\n',
  ));

test('what the query filters by comes first', () =>
  checkCompletion(
    '#- /.infrahub.yml\nqueries: [{name: q, file_path: q.gql}]\ngenerator_definitions:\n  - query: q\n    parameters:\n      text: $0\n' +
      '#- /q.gql\nquery q($text: String!) { CoreStandardGroup(description__value: $text) { edges { node { id } } } }\n',
    'attribute description__value\n…',
  ));
