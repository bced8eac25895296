import { test } from 'vitest';
import { checkCompletion, checkCompletionEdit, checkNotOffered } from '../../support/checkCompletion';
import { accepted, match, object, rule, withTriggers } from '../../support/completionFixture';

test('mutation_action', () => checkCompletion(rule('mutation_action: $0'), 'choice updated\nchoice created'));

test('branch_scope, with the default marked', () =>
  checkCompletion(
    rule('branch_scope: o$0'),
    'choice other_branches\nchoice all_branches\nchoice default_branch | default',
  ));

test('a boolean', () => checkCompletion(rule('active: $0'), 'choice true | default\nchoice false'));

test('value_match', () =>
  checkCompletion(
    rule(...match('attribute_name: role', 'value_match: $0')),
    'choice any\nchoice value\nchoice value_previous\nchoice value_full',
  ));

test('any came with 1.4', () =>
  checkNotOffered(
    `#- /.infrahub-cascade.yml\nserver_version: "1.3"\n${rule(...match('attribute_name: role', 'value_match: $0'))}`,
    ['any'],
  ));

test('modification_type', () =>
  checkCompletion(
    withTriggers(object('CoreNodeTriggerRelationshipMatch', 'modification_type: $0')),
    'choice added\nchoice removed\nchoice updated',
  ));

test('member_action', () =>
  checkCompletion(
    withTriggers(object('CoreGroupAction', 'member_action: $0')),
    'choice add_member\nchoice remove_member',
  ));

test('member_update', () =>
  checkCompletion(withTriggers(object('CoreGroupTriggerRule', 'member_update: $0')), 'choice added\nchoice removed'));

test('a choice that YAML would read as something else is quoted', () =>
  checkCompletionEdit(withTriggers(object('NetworkPod', 'role: $0')), 'on', accepted('NetworkPod', "role: 'on'")));

test('a number of an enum is not', () =>
  checkCompletionEdit(withTriggers(object('NetworkPod', 'amount: $0')), '2', accepted('NetworkPod', 'amount: 2')));
