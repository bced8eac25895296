import { expect, test } from 'vitest';
import { allRecorded, recordedInput } from '../../evidence/recorded';
import { checkDiagnostics, checkFix, fixTitles } from '../../support/check';

const rule = 'invalid-config-value';

test('values of the wrong type', async () => {
  const refused = allRecorded('config').filter(({ name, accepted }) => name.startsWith('cfg17-boolean') && !accepted);
  expect(refused.map(({ name }) => name)).toHaveLength(4);
  await checkDiagnostics(
    rule,
    `
    #- /.infrahub.yml
    objects: objects/
    #        ^^^^^^^^ error invalid-config-value: objects must be a list, not 'objects/'
    menus: [12, menus]
    #       ^^ error invalid-config-value: an item of menus must be a path as text, not a number
    queries:
      - queries/rack.gql
    #   ^^^^^^^^^^^^^^^^ error invalid-config-value: must be a mapping (a query), not 'queries/rack.gql'
      - {name: 12, file_path: a.gql}
    #          ^^ error invalid-config-value: name of query 12 must be text, not a number
      - {name: on, file_path: }
    #          ^^ error invalid-config-value: must be text, not a boolean
    #              ^^^^^^^^^ error invalid-config-value: file_path of query on must be a path as text, not nothing
    generator_definitions:
      - name: a
        file_path: a.py
        query: a
        targets: a
        execute_after_merge: maybe
    #                        ^^^^^ error invalid-config-value: must be true or false, not 'maybe'
        execute_in_proposed_change: 2
    #                               ^ error invalid-config-value: must be true or false, not a number
        parameters: [name__value]
    #               ^^^^^^^^^^^^^ error invalid-config-value: must be a mapping, not a list
      - {name: b, file_path: a.py, query: a, targets: a, parameters: {1: name__value}}
    #                                                                 ^ error invalid-config-value: Quote '1'
    `,
  );
});

test('what the loader takes', async () => {
  await checkDiagnostics(
    rule,
    `
    #- /.infrahub.yml
    queries: []
    generator_definitions:
      - {name: a, file_path: a.py, query: a, targets: a, execute_after_merge: "yes", convert_query_response: 0}
      - {name: b, file_path: a.py, query: a, targets: a, execute_after_merge: OFF, parameters: {a: {b: c}}}
    check_definitions:
      - {name: a, file_path: a.py, targets: }
    `,
  );
});

test('a content type that the server does not have', async () => {
  expect(recordedInput('config', 'cfg08-content-type-unknown').accepted).toBe(true);
  await checkDiagnostics(
    rule,
    `
    #- /.infrahub.yml
    artifact_definitions:
      - {name: a, parameters: {}, content_type: text/plain, targets: a, transformation: a}
      - {name: b, parameters: {}, content_type: text/plan, targets: a, transformation: a}
    #                                           ^^^^^^^^^ warning invalid-config-value: Did you mean 'text/plain'?
    `,
  );
});

test.each([
  ['text', 'text/plain'],
  ['yaml', 'application/yaml'],
  ['text/html', 'text/plain'],
])('of the content types, those first that share a part with %s', async (written, first) => {
  const source = `
    #- /.infrahub.yml
    artifact_definitions:
      - {name: b, parameters: {}, content_type: ${written}, targets: a, transformation: a}
    `;
  expect(await fixTitles(rule, source)).toHaveLength(4);
  expect((await fixTitles(rule, source))[0]).toBe(`Change to '${first}'`);
});

test('the fixes', async () => {
  const fix = (before: string, after: string, title?: string): Promise<void> =>
    checkFix(rule, `\n#- /.infrahub.yml\n${before}\n`, `\n#- /.infrahub.yml\n${after}\n`, title);
  await fix('objects: objects/', 'objects:\n  - objects/');
  await fix('queries:', 'queries: []');
  await fix('queries:\nobjects: []', 'objects: []', 'Remove queries');
  await fix('queries:\n  name: a\n  file_path: a.gql', 'queries:\n  - name: a\n    file_path: a.gql');
  await fix('queries:\n  a:\n    file_path: a.gql', 'queries:\n  - name: a\n    file_path: a.gql');
  await fix('queries:\n  - queries/rack.gql', 'queries:\n  - name: rack\n    file_path: queries/rack.gql');
  const taken = 'queries:\n  - {name: rack, file_path: a.gql}\n  - ';
  await fix(`${taken}queries/rack.gql`, `${taken}name: rack_2\n    file_path: queries/rack.gql`);
  await fix(`${taken}./a.gql`, taken.trimEnd().slice(0, -2).trimEnd(), 'Remove the item');
  expect(await fixTitles(rule, `\n#- /.infrahub.yml\n${taken}./a.gql\n`)).toEqual(['Remove the item']);
  await fix(
    'jinja2_transforms:\n  - templates/a.j2',
    'jinja2_transforms:\n  - name: a\n    template_path: templates/a.j2',
    'Make it an entry with name and template_path',
  );
  await fix('queries:\n  -\n  - {name: a, file_path: b}', 'queries:\n  - {name: a, file_path: b}');
  await fix('queries: [{name: 12, file_path: b}]', "queries: [{name: '12', file_path: b}]");
  const generator = (rest: string): string =>
    `generator_definitions:\n  - name: a\n    file_path: a\n    query: a\n    targets: a\n    ${rest}`;
  await fix(generator('execute_after_merge: maybe'), generator('execute_after_merge: true'));
  await fix(generator('execute_after_merge: flase'), generator('execute_after_merge: false'));
  await fix(generator('execute_after_merge: "ture"'), generator('execute_after_merge: true'));
  await fix(generator('class_name: # none'), generator('').trimEnd());
  await fix(generator('parameters:'), generator('parameters: {}'));
  await fix(generator('parameters:\n      - a: b\n      - c: d'), generator('parameters:\n      a: b\n      c: d'));
  await fix(generator('parameters: {1: b}'), generator("parameters: {'1': b}"));
});

test('an artifact definition names no file, so that a path does not become one', async () => {
  for (const written of [' templates/a.j2', '\n  - templates/a.j2'])
    expect(
      (await fixTitles(rule, `#- /.infrahub.yml\nartifact_definitions:${written}\n`)).filter((title) =>
        title.startsWith('Make it'),
      ),
    ).toEqual([]);
  await checkDiagnostics(
    rule,
    `
    #- /.infrahub.yml
    artifact_definitions:
      - templates/a.j2
    #   ^^^^^^^^^^^^^^ error invalid-config-value: an item of artifact_definitions must be a mapping (an artifact definition)
    `,
  );
});
