import { test } from 'vitest';
import { checkCompletionEdit } from '../../support/checkCompletion';
import { around } from '../../support/completionFixture';

const base = around.slice(0, around.indexOf('generator_definitions'));
const rest = around.slice(around.indexOf('#- /schemas'));

test('a whole generator definition with real names', () =>
  checkCompletionEdit(
    `${rest}${base}generator_definitions:\n  - $0\n`,
    'generator definition',
    `${base}generator_definitions:
  - name: name
    file_path: generators/generate_pod.py
    query: generate_pod
    targets: pods
    parameters:
      pod_name: name__value
    class_name: Base
    convert_query_response: false
    execute_in_proposed_change: true
    execute_after_merge: true
`,
  ));

test('a whole query below its section', () =>
  checkCompletionEdit(
    `#- /a.gql\nquery a { A { edges { node { id } } } }\n#- /.infrahub.yml\nqueries:\n  $0\n`,
    'query',
    '#- /.infrahub.yml\nqueries:\n  - name: name\n    file_path: a.gql\n',
  ));
