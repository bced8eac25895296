import { test } from 'vitest';
import { checkCompletion, checkCompletionEdit } from '../../support/checkCompletion';
import { withConfig } from '../../support/completionFixture';

test('queries', () =>
  checkCompletion(withConfig('  - name: g\n    query: $0\n'), 'reference generate_pod | queries/generate_pod.gql'));

test('a query whose colon is missing', () =>
  checkCompletionEdit(
    '#- /.infrahub.yml\nqueries:\n  - name: q\n    file_path: q.gql\ngenerator_definitions:\n  - query q$0\n',
    'q',
    '#- /.infrahub.yml\nqueries:\n  - name: q\n    file_path: q.gql\ngenerator_definitions:\n  - query: q\n',
  ));

test('groups as targets', () =>
  checkCompletion(withConfig('  - name: g\n    targets: $0\n'), 'reference pods | CoreStandardGroup'));

test('transformations', () =>
  checkCompletion(
    withConfig(
      'jinja2_transforms:\n  - name: j\n    template_path: t.j2\npython_transforms:\n  - name: p\n    file_path: t.py\n' +
        'artifact_definitions:\n  - name: a\n    transformation: $0\n',
    ),
    'reference j | t.j2\nreference p | t.py',
  ));

test('content types', () =>
  checkCompletion(
    withConfig('artifact_definitions:\n  - name: a\n    content_type: $0\n'),
    'reference application/json\nreference application/yaml\n…',
  ));

test('booleans, with the default marked', () =>
  checkCompletion(withConfig('    execute_after_merge: $0\n'), 'choice true | default\nchoice false'));

test('a key that the section does not have', () => checkCompletion('#- /.infrahub.yml\nqueries:\n  - query: $0\n', ''));
