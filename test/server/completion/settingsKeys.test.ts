import { test } from 'vitest';
import { checkCompletion, checkCompletionEdit } from '../../support/checkCompletion';

test('keys that are not there yet', () =>
  checkCompletion(
    '#- /.infrahub-cascade.yml\nprofile: all\n$0\n',
    'key rules\nkey server_version\nkey sdk_version\nkey ignore\nkey instance\nkey snapshot',
  ));

test('rule ids, with what they are about', () =>
  checkCompletion(
    '#- /.infrahub-cascade.yml\nrules:\n  unknown-action: error\n  $0\n',
    'key unknown-config-section | A top-level key of .infrahub.yml that Infrahub does not know\n…',
  ));

test('rule ids', () =>
  checkCompletionEdit(
    '#- /.infrahub-cascade.yml\nrules:\n  invalid-mut$0\n',
    'invalid-mutation-action',
    '#- /.infrahub-cascade.yml\nrules:\n  invalid-mutation-action: \n',
  ));
