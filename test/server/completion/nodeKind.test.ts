import { test } from 'vitest';
import { checkCompletion, checkCompletionEdit, checkNotOffered } from '../../support/checkCompletion';
import { acceptedRule, object, rule, withTriggers } from '../../support/completionFixture';

test('own kinds first, no generics', () =>
  checkCompletion(rule('node_kind: $0'), 'kind NetworkPod\nkind NetworkFabric\n…'));

test('no generic', () => checkNotOffered(rule('node_kind: $0'), ['GeneratorTarget', 'CoreNode']));

test('behind the colon', () =>
  checkCompletionEdit(rule('node_kind:$0'), 'NetworkPod', acceptedRule('node_kind: NetworkPod')));

test('without the space', () =>
  checkCompletionEdit(rule('node_kind:Net$0'), 'NetworkPod', acceptedRule('node_kind: NetworkPod')));

test('without the colon', () =>
  checkCompletionEdit(rule('node_kind Net$0'), 'NetworkPod', acceptedRule('node_kind: NetworkPod')));

test('without the colon, nothing typed yet', () =>
  checkCompletionEdit(rule('node_kind $0'), 'NetworkPod', acceptedRule('node_kind: NetworkPod')));

test('in quotes', () =>
  checkCompletionEdit(rule('node_kind: "Net$0"'), 'NetworkPod', acceptedRule('node_kind: "NetworkPod"')));

test('in single quotes, from the middle', () =>
  checkCompletionEdit(rule("node_kind: 'Net$0Fabric'"), 'NetworkPod', acceptedRule("node_kind: 'NetworkPod'")));

test('in an open quote', () =>
  checkCompletionEdit(
    rule('node_kind: "Net$0', 'active: true'),
    'NetworkPod',
    acceptedRule('node_kind: "NetworkPod"', 'active: true'),
  ));

test('on the line below', () =>
  checkCompletionEdit(rule('node_kind:', '  $0'), 'NetworkPod', acceptedRule('node_kind:', '  NetworkPod')));

test('in flow style', () =>
  checkCompletionEdit(
    withTriggers(
      'kind: Object\nspec:\n  kind: CoreNodeTriggerRule\n  data: [{name: r, node_kind: N$0, active: true}]\n',
    ),
    'NetworkPod',
    '#- /objects/90_triggers.yml\nkind: Object\nspec:\n  kind: CoreNodeTriggerRule\n  data: [{name: r, node_kind: NetworkPod, active: true}]\n',
  ));

test('in an open flow mapping, several lines', () =>
  checkCompletion(
    withTriggers(
      'kind: Object\nspec:\n  kind: CoreNodeTriggerRule\n  data:\n    - {name: r,\n       node_kind: $0\n    - name: s\n',
    ),
    'kind NetworkPod\nkind NetworkFabric\n…',
  ));

test('with an error elsewhere in the file', () =>
  checkCompletion(
    withTriggers(`kind: Object\nspec: [\n---\n${object('CoreNodeTriggerRule', 'name: r', 'node_kind: $0')}`),
    'kind NetworkPod\n…',
  ));

test('CRLF', () =>
  checkCompletionEdit(
    rule('node_kind: Net$0', 'active: true')
      .replaceAll('\n', '\r\n')
      .replaceAll(/(#- \S+)\r/g, '$1'),
    'NetworkPod',
    acceptedRule('node_kind: NetworkPod', 'active: true')
      .replaceAll('\n', '\r\n')
      .replaceAll(/(#- \S+)\r/g, '$1'),
  ));

test('behind a comment nothing is offered', () => checkCompletion(rule('node_kind: NetworkPod # N$0'), ''));

test('with tabs nothing is offered', () => checkCompletion(rule('\tnode_kind: N$0'), ''));
