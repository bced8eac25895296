import { test } from 'vitest';
import { checkCompletion, checkCompletionEdit, checkNotOffered } from '../../support/checkCompletion';
import { accepted, around, object, rule, withTriggers } from '../../support/completionFixture';

test('actions, with what they run', () => checkCompletion(rule('action: $0'), 'reference run-pod | runs generate-pod'));

test('generators', () =>
  checkCompletion(
    withTriggers(object('CoreGeneratorAction', 'name: a', 'generator: $0')),
    'reference generate-pod | PodGenerator, generators/generate_pod.py',
  ));

test('groups', () =>
  checkCompletion(
    withTriggers(object('CoreGroupAction', 'name: a', 'group: $0')),
    'reference pods | CoreStandardGroup',
  ));

test('member_of_groups begins a list', () =>
  checkCompletionEdit(
    withTriggers(object('NetworkPod', 'name: p', 'member_of_groups: $0')),
    'pods',
    accepted('NetworkPod', 'name: p', 'member_of_groups: [pods]'),
  ));

test('member_of_groups in brackets', () =>
  checkCompletionEdit(
    withTriggers(object('NetworkPod', 'name: p', 'member_of_groups: [$0]')),
    'pods',
    accepted('NetworkPod', 'name: p', 'member_of_groups: [pods]'),
  ));

test('member_of_groups in open brackets', () =>
  checkCompletionEdit(
    withTriggers(object('NetworkPod', 'name: p', 'member_of_groups: [a, $0')),
    'pods',
    accepted('NetworkPod', 'name: p', 'member_of_groups: [a, pods'),
  ));

test('member_of_groups as block list', () =>
  checkCompletionEdit(
    withTriggers(object('NetworkPod', 'name: p', 'member_of_groups:', '  - $0')),
    'pods',
    accepted('NetworkPod', 'name: p', 'member_of_groups:', '  - pods'),
  ));

test('the rule of a match', () =>
  checkCompletion(
    withTriggers(
      `---\n${object('CoreNodeTriggerRule', 'name: r', 'node_kind: NetworkPod')}---\n${object('CoreNodeTriggerAttributeMatch', 'trigger: $0')}`,
    ),
    'reference r | NetworkPod',
  ));

test('member_of_groups behind the colon', () =>
  checkCompletionEdit(
    withTriggers(object('NetworkPod', 'name: p', 'member_of_groups:$0')),
    'pods',
    accepted('NetworkPod', 'name: p', 'member_of_groups: [pods]'),
  ));

test('a group whose name is being typed is no name to offer', async () => {
  await checkNotOffered(withTriggers(object('NetworkPod', 'name: p', 'member_of_groups: [po$0]')), ['po']);
  await checkNotOffered(around.replace('targets: pods', 'targets: po$0'), ['po']);
  const twice = object('NetworkPod', 'name: p', 'member_of_groups: [po$0]');
  await checkCompletion(
    withTriggers(`${twice}    - name: q\n      member_of_groups: [po]\n`),
    `
    reference pods
    reference po
    `,
  );
});
