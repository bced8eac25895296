import { test } from 'vitest';
import { checkCompletion, checkCompletionEdit } from '../../support/checkCompletion';

test('profiles', () => checkCompletion('#- /.infrahub-cascade.yml\nprofile: $0\n', 'choice recommended\nchoice all'));

test('levels of a rule, its own marked', () =>
  checkCompletion(
    '#- /.infrahub-cascade.yml\nrules:\n  invalid-mutation-action: $0\n',
    'choice off\nchoice error | default\nchoice warning\nchoice information\nchoice hint',
  ));

test('off is text', () =>
  checkCompletionEdit(
    '#- /.infrahub-cascade.yml\nrules:\n  invalid-mutation-action: $0\n',
    'off',
    "#- /.infrahub-cascade.yml\nrules:\n  invalid-mutation-action: 'off'\n",
  ));

test('files that may be a snapshot', () =>
  checkCompletion('#- /.infrahub-cascade.yml\nsnapshot: $0\n#- /snap.json\n{}\n#- /a.yml\na: 1\n', 'choice snap.json'));

test('versions of the SDK, newest first', () =>
  checkCompletionEdit(
    '#- /.infrahub-cascade.yml\nsdk_version: $0\n',
    '1.23',
    "#- /.infrahub-cascade.yml\nsdk_version: '1.23'\n",
  ));

test('folders and data files to ignore', () =>
  checkCompletion(
    '#- /.infrahub-cascade.yml\nignore:\n  - $0\n#- /objects/old/a.yml\n#- /objects/b.yml\n#- /c.md\n',
    'folder objects/**\nfolder objects/old/**\nfile objects/b.yml\nfile objects/old/a.yml',
  ));

test('versions are text, newest first', () =>
  checkCompletionEdit(
    '#- /.infrahub-cascade.yml\nserver_version: $0\n',
    '1.11',
    "#- /.infrahub-cascade.yml\nserver_version: '1.11'\n",
  ));
