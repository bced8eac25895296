import { test } from 'vitest';
import { checkCompletion, checkCompletionEdit, checkNotOffered } from '../../support/checkCompletion';
import { withConfig } from '../../support/completionFixture';

test('sections that are not there yet', () =>
  checkCompletion(
    '#- /.infrahub.yml\nschemas: []\nqueries: []\n$0\n',
    `
    key check_definitions | list
    key jinja2_transforms | list
    key artifact_definitions | list
    key python_transforms | list
    key generator_definitions | list
    key graphql_fragments | list
    key objects | list of paths
    key menus | list of paths`,
  ));

test('a section begins a list', () =>
  checkCompletionEdit(
    '#- /.infrahub.yml\ngen$0\n',
    'generator_definitions',
    '#- /.infrahub.yml\ngenerator_definitions:\n  - \n',
  ));

test('sections of an older version', () =>
  checkNotOffered('#- /.infrahub-cascade.yml\nserver_version: "1.8"\n#- /.infrahub.yml\n$0\n', ['graphql_fragments']));

test('keys of a generator definition, mandatory first', () =>
  checkCompletion(
    '#- /.infrahub.yml\ngenerator_definitions:\n  - name: g\n    $0\n',
    `
    key file_path | path, required
    key query | string, required
    key targets | string, required
    …`,
  ));

test('optional keys', () =>
  checkCompletion(
    withConfig('    exec$0\n'),
    `
    key parameters | mapping
    key convert_query_response | boolean, default false
    key execute_in_proposed_change | boolean, default true
    key execute_after_merge | boolean, default true
    key watch | watch`,
  ));

test('keys of an older version', () =>
  checkNotOffered(`#- /.infrahub-cascade.yml\nserver_version: "1.10"\n${withConfig('    $0\n')}`, ['watch']));

test('files of watch', () =>
  checkCompletionEdit(
    '#- /.infrahub.yml\ngenerator_definitions:\n  - name: g\n    watch:\n      fi$0\n',
    'files',
    '#- /.infrahub.yml\ngenerator_definitions:\n  - name: g\n    watch:\n      files:\n        - \n',
  ));

test('a list of paths has no keys', () => checkCompletion('#- /.infrahub.yml\nmenus:\n  - na$0\n', ''));

test('flow style', () =>
  checkCompletionEdit(
    '#- /.infrahub.yml\nqueries: [{name: q, file$0}]\n',
    'file_path',
    '#- /.infrahub.yml\nqueries: [{name: q, file_path: }]\n',
  ));
