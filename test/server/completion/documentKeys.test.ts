import { test } from 'vitest';
import { checkCompletion, checkCompletionEdit } from '../../support/checkCompletion';

test('an empty file gets the document keys', () =>
  checkCompletion('$0\n', 'key kind\nkey spec\nkey apiVersion\nkey metadata\n…'));

test('keys that are there already are left out', () =>
  checkCompletion('apiVersion: infrahub.app/v1\nkind: Object\n$0\n', 'key spec\nkey metadata'));

test('half a key at the root', () =>
  checkCompletionEdit('kind: Object\napi$0\n', 'apiVersion', 'kind: Object\napiVersion: \n'));

test('a second document', () =>
  checkCompletion('---\nkind: Object\nspec:\n  kind: CoreStandardGroup\n---\nki$0\n', 'key kind\n…'));

test('spec on an empty line', () =>
  checkCompletion('kind: Object\nspec:\n  $0\n', 'key kind\nkey data\nkey parameters'));

test('spec has its kind already', () =>
  checkCompletion('kind: Object\nspec:\n  kind: CoreStandardGroup\n  $0\n', 'key data\nkey parameters'));

test('data begins a list', () =>
  checkCompletionEdit(
    'kind: Object\nspec:\n  kind: CoreStandardGroup\n  da$0\n',
    'data',
    'kind: Object\nspec:\n  kind: CoreStandardGroup\n  data:\n    - \n',
  ));

test('keys of spec above the items', () =>
  checkCompletion(
    'kind: Object\nspec:\n  $0\n  kind: CoreStandardGroup\n  data:\n    - name: a\n',
    'key parameters | optional',
  ));

test('keys of spec behind the items', () =>
  checkCompletion(
    'kind: Object\nspec:\n  kind: CoreStandardGroup\n  data:\n    - name: a\n  $0\n',
    'key parameters | optional',
  ));

test('parameters came with 1.5', () =>
  checkCompletion(
    `
    #- /.infrahub-cascade.yml
    server_version: "1.4"
    #- /objects/a.yml
    kind: Object
    spec:
      $0
    `,
    'key kind\nkey data',
  ));

test('expand_range', () =>
  checkCompletion('kind: Object\nspec:\n  parameters:\n    $0\n', 'key expand_range | Boolean, default false'));

const listed =
  '#- /.infrahub.yml\nobjects: [objects/a.yml]\n#- /objects/a.yml\nkind: Object\nspec:\n  kind: CoreStandardGroup\n';

test('a new file beside object files', () =>
  checkCompletion(`${listed}#- /objects/new.yml\n$0\n`, 'key kind\nkey spec\n…'));

test('any other YAML file is left alone', () => checkCompletion(`${listed}#- /compose.yml\n$0\n`, ''));

test('schema files are left alone', () =>
  checkCompletion('#- /.infrahub.yml\nschemas: [schemas]\n#- /schemas/a.yml\n$0\n', ''));
