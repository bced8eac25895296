import { test } from 'vitest';
import { checkCompletion, checkCompletionEdit } from '../../support/checkCompletion';

const rule = (lines: string): string =>
  `kind: Object\nspec:\n  kind: CoreNodeTriggerRule\n  data:\n    - name: r\n${lines}`;

const ruleKeys = `
  attribute node_kind | Text, required
  attribute mutation_action | Text, required
  relationship action | → CoreAction, one, required, from CoreTriggerRule
  …`;

test('mandatory keys first, those present left out', () => checkCompletion(rule('      $0\n'), ruleKeys));

test('half a key', () => checkCompletion(rule('      node$0\n'), ruleKeys));

test('half a key between others', () => checkCompletion(rule('      no$0\n      active: true\n'), ruleKeys));

test('the whole key is replaced, its value stays', () =>
  checkCompletionEdit(rule('      no$0de: NetworkPod\n'), 'node_kind', rule('      node_kind: NetworkPod\n')));

test('a quoted key keeps its quotes', () =>
  checkCompletionEdit(rule('      "no$0de": NetworkPod\n'), 'node_kind', rule('      "node_kind": NetworkPod\n')));

test('behind a dash', () =>
  checkCompletionEdit(
    'kind: Object\nspec:\n  kind: CoreGeneratorAction\n  data:\n    - $0\n',
    'name',
    'kind: Object\nspec:\n  kind: CoreGeneratorAction\n  data:\n    - name: \n',
  ));

test('behind a dash without a space', () =>
  checkCompletionEdit(
    'kind: Object\nspec:\n  kind: CoreGeneratorAction\n  data:\n    -$0\n',
    'name',
    'kind: Object\nspec:\n  kind: CoreGeneratorAction\n  data:\n    - name: \n',
  ));

test('behind a dash with more keys below', () =>
  checkCompletionEdit(
    'kind: Object\nspec:\n  kind: CoreGeneratorAction\n  data:\n    - $0\n      generator: g\n',
    'name',
    'kind: Object\nspec:\n  kind: CoreGeneratorAction\n  data:\n    - name: \n      generator: g\n',
  ));

const actions = (lines: string): string =>
  `kind: Object\nspec:\n  kind: CoreGeneratorAction\n  data:\n    - name: a\n${lines}`;

test('below a dash: the next key of the item, or a new item', () =>
  checkCompletion(
    actions('    $0\n'),
    `
    relationship generator
    attribute description
    relationship triggers
    relationship member_of_groups
    relationship subscriber_of_groups
    attribute - name
    relationship - generator
    …`,
  ));

test('below a dash: the next key is indented', () =>
  checkCompletionEdit(actions('    $0\n'), 'generator', actions('      generator: \n')));

test('below a dash: half a key is indented', () =>
  checkCompletionEdit(actions('    gen$0\n'), 'generator', actions('      generator: \n')));

test('below a dash: a new item', () => checkCompletionEdit(actions('    na$0\n'), '- name', actions('    - name: \n')));

test('flow style', () =>
  checkCompletionEdit(
    'kind: Object\nspec:\n  kind: CoreGeneratorAction\n  data:\n    - {name: a, gen$0}\n',
    'generator',
    'kind: Object\nspec:\n  kind: CoreGeneratorAction\n  data:\n    - {name: a, generator: }\n',
  ));

test('an open brace', () =>
  checkCompletion(
    'kind: Object\nspec:\n  kind: CoreGeneratorAction\n  data:\n    - {name: a, $0\n    - name: b\n',
    'relationship generator\nattribute description\nrelationship triggers\n…',
  ));

test('matches begins a block', () =>
  checkCompletionEdit(rule('      mat$0\n'), 'matches', rule('      matches:\n        \n')));

test('member_of_groups begins a list', () =>
  checkCompletionEdit(
    `
    #- /.infrahub.yml
    schemas: [schemas]
    objects: [objects]
    #- /schemas/a.yml
    nodes:
      - name: Pod
        namespace: Network
        attributes: [{name: name, kind: Text, unique: true}]
    #- /objects/a.yml
    kind: Object
    spec:
      kind: NetworkPod
      data:
        - name: p
          member$0
    `,
    'member_of_groups',
    `
    #- /objects/a.yml
    kind: Object
    spec:
      kind: NetworkPod
      data:
        - name: p
          member_of_groups:
            - 
    `,
  ));

test('a nested match needs no trigger', () =>
  checkCompletion(
    rule('      matches:\n        kind: CoreNodeTriggerAttributeMatch\n        data:\n          - $0\n'),
    'attribute attribute_name\nattribute value\nattribute value_previous\nattribute value_match\n…',
  ));

test('CRLF', () =>
  checkCompletionEdit(
    rule('      mat$0\n').replaceAll('\n', '\r\n'),
    'matches',
    rule('      matches:\n        \n').replaceAll('\n', '\r\n'),
  ));
