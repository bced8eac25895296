import { test } from 'vitest';
import { checkCompletion, checkCompletionEdit } from '../../support/checkCompletion';
import { acceptedRule, rule } from '../../support/completionFixture';

test('keys of matches', () => checkCompletion(rule('matches:', '  k$0'), 'key kind\nkey data\n…'));

test('kinds of matches', () =>
  checkCompletion(
    rule('matches:', '  kind: $0'),
    'kind CoreNodeTriggerAttributeMatch\nkind CoreNodeTriggerRelationshipMatch',
  ));

test('data begins a list', () =>
  checkCompletionEdit(
    rule('matches:', '  kind: CoreNodeTriggerAttributeMatch', '  $0'),
    'data',
    acceptedRule('matches:', '  kind: CoreNodeTriggerAttributeMatch', '  data:', '    - '),
  ));
