import { test } from 'vitest';
import { checkCompletion } from '../../support/checkCompletion';

test('kind of the document', () =>
  checkCompletion('apiVersion: infrahub.app/v1\nkind: O$0\n', 'choice Object\nchoice Menu'));

test('apiVersion', () => checkCompletion('apiVersion: $0\nkind: Object\n', 'choice infrahub.app/v1'));

test('expand_range', () =>
  checkCompletion(
    'kind: Object\nspec:\n  kind: CoreStandardGroup\n  parameters:\n    expand_range: $0\n',
    'choice true\nchoice false',
  ));
