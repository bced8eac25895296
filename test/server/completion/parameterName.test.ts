import { test } from 'vitest';
import { checkCompletion, checkCompletionEdit } from '../../support/checkCompletion';
import { withConfig } from '../../support/completionFixture';

test('variables of the query, required first', () =>
  checkCompletion(
    withConfig('    parameters:\n      $0\n'),
    'variable pod_name | String!, required\nvariable limit | Int',
  ));

test('those given are left out', () =>
  checkCompletion(withConfig('    parameters:\n      pod_name: name__value\n      $0\n'), 'variable limit'));

test('flow style', () => checkCompletion(withConfig('    parameters: {$0}\n'), 'variable pod_name\nvariable limit'));

test('an artifact takes the query of its transformation', () =>
  checkCompletion(
    withConfig(
      'jinja2_transforms:\n  - {name: j, query: generate_pod, template_path: t.j2}\n' +
        'artifact_definitions:\n  - name: a\n    transformation: j\n    parameters:\n      po$0\n',
    ),
    'variable pod_name\nvariable limit',
  ));

test('accepting one', () =>
  checkCompletionEdit(
    '#- /q.gql\nquery q($a: String!) { A { edges { node { id } } } }\n' +
      '#- /.infrahub.yml\nqueries: [{name: q, file_path: q.gql}]\ngenerator_definitions:\n  - query: q\n    parameters: {a$0}\n',
    'a',
    '#- /.infrahub.yml\nqueries: [{name: q, file_path: q.gql}]\ngenerator_definitions:\n  - query: q\n    parameters: {a: }\n',
  ));
