import { expect, test } from 'vitest';
import { checkDiagnostics, checkFix } from '../../support/check';
import { findingsIn } from '../../support/findings';

const rule = 'invalid-object-envelope';

test('what the loader refuses about a document', async () => {
  await checkDiagnostics(
    rule,
    `
    #- /objects/kind.yml
    kind: object
    #     ^^^^^^ error invalid-object-envelope: kind must be Object, not 'object'.
    spec: {kind: CoreStandardGroup}
    #- /objects/version.yml
    apiVersion: infrahub.app/v2
    #           ^^^^^^^^^^^^^^^ error invalid-object-envelope: must be infrahub.app/v1
    kind: Object
    spec: {kind: CoreStandardGroup}
    #- /objects/menu.yml
    kind: Menu
    #     ^^^^ error invalid-object-envelope: listed under objects:
    spec: {data: []}
    `,
  );
});

test.each([
  ['spec: {kind: A}', 'spec', 'kind: Object is missing.'],
  ['Kind: Object\nspec: {kind: A}', 'Kind', 'kind: Object is missing.'],
  ['kind: Object\nspecs: {kind: A}', 'specs', 'spec, with the kind of the objects and their data, is missing.'],
  ['kind: Object', 'kind', 'spec, with the kind of the objects and their data, is missing.'],
  ['kind: Object\nspec: [A]', 'spec', 'spec must be a mapping with kind and data.'],
  ['kind: Object\nspec:', 'spec', 'spec must be a mapping with kind and data.'],
  ['apiVersion:\nkind: Object\nspec: {}', 'apiVersion', 'apiVersion must be infrahub.app/v1.'],
  [
    'metadata:\nkind: Object\nspec: {}',
    'metadata',
    'metadata must be a mapping. The loader makes no use of it; leave it out.',
  ],
  ['- kind: Object\n- spec: {}', '- kind: Object', 'a document must be a mapping with kind: Object and spec.'],
  ['just text', 'just text', 'a document must be a mapping with kind: Object and spec.'],
])('refused: %s', async (text, marked, message) => {
  const start = 'The loader refuses this file, and with it the whole load:';
  expect(await findingsIn(rule, text)).toEqual([`error "${marked}": ${start} ${message}`]);
});

test('what the loader accepts, and what it does not read', async () => {
  await checkDiagnostics(
    rule,
    `
    #- /.infrahub.yml
    objects: [objects]
    menus: [objects/menus, menus]
    #- /objects/short.yml
    kind: Object
    spec: {kind: CoreStandardGroup}
    #- /objects/more.yml
    api_version: 3
    owner: me
    metadata: {}
    kind: Object
    spec: {kind: CoreStandardGroup}
    #- /objects/a.json
    {"kind": "Object", "spec": {"kind": "CoreStandardGroup"}}
    #- /objects/menus/menu.yml
    kind: Menu
    spec: {data: []}
    #- /menus/menu.yml
    kind: Menu
    spec: {data: []}
    #- /compose.yml
    kind: Service
    spec: {}
    #- /objects/broken.yml
    kind: object
    spec: [
    `,
  );
});

test('a document that no section lists is judged when it has spec.kind', async () => {
  await checkDiagnostics(
    rule,
    `
    #- /more/a.yml
    kind: Object
    spec: {kind: A}
    ---
    kind: Objects
    #     ^^^^^^^ error invalid-object-envelope
    spec: {kind: A}
    ---
    kind: Service
    `,
  );
});

test.each([
  ['Change to Object', 'kind: object\nspec: {}\n', 'kind: Object\nspec: {}\n'],
  [
    'Add kind: Object',
    'spec:\n  kind: A\n  data:\n    - name: a\n',
    'kind: Object\nspec:\n  kind: A\n  data:\n    - name: a\n',
  ],
  ['Add kind: Object', 'Kind: Object\nspec: {}\n', 'kind: Object\nspec: {}\n'],
  ['Add kind: Object', '{"spec": {"kind": "A"}}\n', '{"kind": "Object", "spec": {"kind": "A"}}\n'],
  ['Add kind: Object', '{\n  "spec": {}\n}\n', '{\n  "kind": "Object",\n  "spec": {}\n}\n'],
  ['Add kind: Object', '{ # a\r\n  spec: {}}\r\n', '{ # a\r\n  kind: "Object",\r\n  spec: {}}\r\n'],
  ['Change to spec', 'kind: Object\nspecs: {}\n', 'kind: Object\nspec: {}\n'],
  [
    'Change to infrahub.app/v1',
    'apiVersion:\nkind: Object\nspec: {}\n',
    'apiVersion: infrahub.app/v1\nkind: Object\nspec: {}\n',
  ],
  [
    'Change to infrahub.app/v1',
    'apiVersion: "v1"\nkind: Object\nspec: {}\n',
    'apiVersion: infrahub.app/v1\nkind: Object\nspec: {}\n',
  ],
  ['Remove metadata', 'kind: Object\nmetadata:\nspec: {}\n', 'kind: Object\nspec: {}\n'],
  [
    'Move it below spec',
    '---\napiVersion: infrahub.app/v1\nkind: CoreStandardGroup\n# all\ndata:\n  - name: racks\n\n  - name: b\n',
    '---\napiVersion: infrahub.app/v1\nkind: Object\nspec:\n  kind: CoreStandardGroup\n  # all\n  data:\n    - name: racks\n\n    - name: b\n',
  ],
])('fix: %s', async (title, before, after) => {
  await checkFix(rule, before, after, title);
});
