import { test } from 'vitest';
import { checkCompletion, checkCompletionEdit } from '../../support/checkCompletion';
import { withConfig } from '../../support/completionFixture';

const files = `
#- /objects/a.yml
#- /objects/deep/b.yml
#- /objects/c.txt
#- /lib/util.py
#- /templates/t.j2
`;

test('folders first, of the right kind only', () =>
  checkCompletion(`${files}#- /.infrahub.yml\nobjects:\n  - $0\n`, 'folder objects/'));

test('the next segment', () =>
  checkCompletion(`${files}#- /.infrahub.yml\nobjects:\n  - objects/$0\n`, 'folder deep/\nfile a.yml'));

test('the whole path is replaced', () =>
  checkCompletionEdit(
    `${files}#- /.infrahub.yml\nobjects:\n  - objects/$0deep/b.yml\n`,
    'a.yml',
    '#- /.infrahub.yml\nobjects:\n  - objects/a.yml\n',
  ));

test('a leading ./ stays', () =>
  checkCompletionEdit(
    `${files}#- /.infrahub.yml\nobjects:\n  - "./obj$0"\n`,
    'objects/',
    '#- /.infrahub.yml\nobjects:\n  - "./objects/"\n',
  ));

test('a flow list', () =>
  checkCompletionEdit(
    `${files}#- /.infrahub.yml\nobjects: [objects/a.yml, $0]\n`,
    'objects/',
    '#- /.infrahub.yml\nobjects: [objects/a.yml, objects/]\n',
  ));

test('a list that is not begun', () =>
  checkCompletionEdit(
    `${files}#- /.infrahub.yml\nobjects: $0\n`,
    'objects/',
    '#- /.infrahub.yml\nobjects: [objects/]\n',
  ));

test('Python files of a generator', () =>
  checkCompletion(
    `${files}#- /.infrahub.yml\ngenerator_definitions:\n  - name: g\n    file_path: lib/$0\n`,
    'file util.py',
  ));

test('queries', () =>
  checkCompletion(withConfig('queries:\n  - name: q\n    file_path: queries/$0\n'), 'file generate_pod.gql'));

test('any file as template', () =>
  checkCompletion(`${files}#- /.infrahub.yml\njinja2_transforms:\n  - template_path: templates/$0\n`, 'file t.j2'));

test('files of watch', () =>
  checkCompletion(
    `${files}#- /.infrahub.yml\ngenerator_definitions:\n  - name: g\n    watch:\n      files:\n        - lib/$0\n`,
    'file util.py',
  ));

test.each([
  ['behind the colon', 'watch:\n      files: $0', 'watch:\n      files: [lib/]'],
  ['on the next line', 'watch:\n      files:\n        $0', 'watch:\n      files:\n        - lib/'],
  ['in braces', 'watch: {files: $0}', 'watch: {files: [lib/]}'],
])('a list of files that is not begun, %s', (_name, before, after) =>
  checkCompletionEdit(
    `${files}#- /.infrahub.yml\ngenerator_definitions:\n  - name: g\n    ${before}\n`,
    'lib/',
    `#- /.infrahub.yml\ngenerator_definitions:\n  - name: g\n    ${after}\n`,
  ),
);

test('a name is no path', () => checkCompletion(`${files}#- /.infrahub.yml\nqueries:\n  - name: $0\n`, ''));
