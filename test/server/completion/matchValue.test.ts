import { test } from 'vitest';
import { checkCompletion, checkCompletionEdit } from '../../support/checkCompletion';
import { acceptedRule, match, rule } from '../../support/completionFixture';

test('choices of the matched attribute', () =>
  checkCompletion(rule(...match('attribute_name: role', 'value: $0')), 'choice compute | of role\nchoice on'));

test('numbers compare as text', () =>
  checkCompletionEdit(
    rule(...match('attribute_name: amount', 'value: $0')),
    '2',
    acceptedRule(...match('attribute_name: amount', "value: '2'")),
  ));

test('in double quotes', () =>
  checkCompletionEdit(
    rule(...match('attribute_name: amount', 'value_previous: "$0"')),
    '2',
    acceptedRule(...match('attribute_name: amount', 'value_previous: "2"')),
  ));

test('booleans', () =>
  checkCompletion(rule(...match('attribute_name: ready', 'value: $0')), 'choice True\nchoice False'));

test('a boolean is text, as Python writes it', () =>
  checkCompletionEdit(
    rule(...match('attribute_name: ready', 'value: $0')),
    'True',
    acceptedRule(...match('attribute_name: ready', "value: 'True'")),
  ));
