import { expect, test } from 'vitest';
import { checkDiagnostics, checkFix, fixTitles } from '../../support/check';

const rule = 'unknown-target-group';

const groups = `
    #- /objects/groups.yml
    kind: Object
    spec:
      kind: CoreStandardGroup
      data:
        - name: racks
        - name: pods # layer 2`;

test('a slip is a warning, other names are one information', async () => {
  await checkDiagnostics(
    rule,
    `${groups}
    #- /objects/old.yml.save
    kind: Object
    spec: {kind: CoreStandardGroup, data: [{name: fabrics}]}
    #- /.infrahub.yml
    objects: [objects]
    generator_definitions:
      - {name: a, file_path: a.py, query: a, targets: racks}
      - {name: b, file_path: a.py, query: a, targets: rack}
    #                                                 ^^^^ warning unknown-target-group: Did you mean 'racks'?
      - {name: c, file_path: a.py, query: a, targets: fabrics}
    #                                                 ^^^^^^^ information unknown-target-group: A file that is set aside has it
      - {name: d, file_path: a.py, query: a, targets: devices}
    `,
  );
});

test('objects that join a group show that it is made elsewhere', async () => {
  await checkDiagnostics(
    rule,
    `${groups}
    #- /objects/tags.yml
    kind: Object
    spec: {kind: BuiltinTag, data: [{name: a, member_of_groups: [rack]}]}
    #- /.infrahub.yml
    objects: [objects]
    check_definitions:
      - {name: b, file_path: a.py, targets: rack}
    #                                       ^^^^ information unknown-target-group: No object file has the group 'rack'
      - {name: c, file_path: a.py, targets: }
    `,
  );
});

test('a script of the repository makes the group', async () => {
  await checkDiagnostics(
    rule,
    `${groups}
    #- /scripts/bootstrap.py
    GROUPS = ["fabrics", 'rack']
    #- /.infrahub.yml
    objects: [objects]
    check_definitions:
      - {name: b, file_path: a.py, targets: rack}
    `,
  );
});

test('a kind is no group, also where Python names it', async () => {
  const source = `${groups}
    #- /schemas/rack.yml
    version: '1.0'
    nodes: [{name: Rack, namespace: Location, attributes: [{name: name, kind: Text}]}]
    #- /objects/racks.yml
    kind: Object
    spec: {kind: LocationRack, data: [{name: r1, member_of_groups: [racks]}]}
    #- /a.py
    kind = "LocationRack"
    #- /.infrahub.yml
    schemas: [schemas]
    objects: [objects]
    generator_definitions:
      - {name: a, file_path: a.py, query: a, targets: LocationRack}
    `;
  const marked = source.replace(
    'targets: LocationRack}',
    `targets: LocationRack}
    #                                                 ^^^^^^^^^^^^ information unknown-target-group: Did you mean 'racks'?`,
  );
  await checkDiagnostics(rule, marked);
  await checkFix(
    rule,
    source,
    `
    #- /.infrahub.yml
    schemas: [schemas]
    objects: [objects]
    generator_definitions:
      - {name: a, file_path: a.py, query: a, targets: racks}
    `,
  );
  // What objects join is a group, whatever else has its name.
  const joined = source.replace('member_of_groups: [racks]', 'member_of_groups: [LocationRack]');
  await checkDiagnostics(rule, joined);
});

const config = `
    objects: [objects]
    generator_definitions:
      - {name: d, file_path: a.py, query: a, targets: devices}
    `;

test('the fix declares the group beside another', async () => {
  await checkFix(
    rule,
    `${groups}
    #- /.infrahub.yml${config}`,
    `${groups}
        - name: devices
    #- /.infrahub.yml${config}`,
  );
});

test('or in a new file that objects loads', async () => {
  const before = `
    #- /objects/a.yml
    kind: Object
    spec: {kind: BuiltinTag, data: []}
    #- /.infrahub.yml
    ${config.replace('[objects]', '[objects/a.yml]').trimStart()}`;
  await checkFix(
    rule,
    before,
    `
    #- /.infrahub.yml
    objects: [objects/a.yml, objects/groups.yml]
    generator_definitions:
      - {name: d, file_path: a.py, query: a, targets: devices}
    #- /objects/groups.yml
    ---
    apiVersion: infrahub.app/v1
    kind: Object
    spec:
      kind: CoreStandardGroup
      data:
        - name: devices
    `.replace('devices}\n', 'devices}\n\n'),
  );
});

test('a new file that objects names already is not named again', async () => {
  const before = `
    #- /.infrahub.yml
    ${config.replace('[objects]', '[objects/a.yml, ./objects//groups.yml]').trimStart()}`;
  await checkFix(
    rule,
    before,
    `
    #- /objects/groups.yml
    ---
    apiVersion: infrahub.app/v1
    kind: Object
    spec:
      kind: CoreStandardGroup
      data:
        - name: devices
    `,
  );
});

test.each([
  ['.', 'groups.yml'],
  ['./', 'groups.yml'],
  ['data/.', 'data/groups.yml'],
  ['data//', 'data/groups.yml'],
  ['C:/data/a.yml', 'objects/groups.yml'],
])('where objects lists %s, a new file for the group is %s', async (listed, path) => {
  const source = (targets: string): string => `
    #- /data/a.yml
    kind: Object
    spec: {kind: BuiltinTag, data: [{name: a}]}
    #- /.infrahub.yml
    objects: ['${listed}']
    generator_definitions: [{name: a, query: q, file_path: a.py, targets: ${targets}}]
    `;
  expect(await fixTitles(rule, source('racks'))).toEqual([`Create group 'racks' in ${path}`]);
  expect(await fixTitles(rule, source("''"))).toEqual([]);
});
