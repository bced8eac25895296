import { expect, test } from 'vitest';
import { checkDiagnostics, checkFix } from '../../support/check';
import { openRepository, readFolder } from '../../support/repository';
import { nodeRules } from '../../support/triggers';

const rule = 'missing-object-field';

test('mandatory fields, of nested objects too', async () => {
  await checkDiagnostics(
    rule,
    `
    ---
    kind: Object
    spec:
      kind: CoreNodeTriggerRule
      data:
        - name: a
        #       ^ error missing-object-field: a has no node_kind and no action, and CoreNodeTriggerRule needs them.
          mutation_action: updated
        - node_kind: NetworkPod
        # ^^^^^^^^^ error missing-object-field: this CoreNodeTriggerRule has no name, and needs it.
          mutation_action: updated
          action:
            kind: CoreGeneratorAction
            data: {name: run}
            #            ^^^ error missing-object-field: run has no generator
          matches:
            kind: CoreNodeTriggerAttributeMatch
            data:
              - attribute_name: checksum
              - value_match: any
              # ^^^^^^^^^^^ error missing-object-field: no attribute_name
    ---
    kind: Object
    spec:
      kind: CoreNodeTriggerAttributeMatch
      data:
        - attribute_name: checksum
        # ^^^^^^^^^^^^^^ error missing-object-field: no trigger
        - {attribute_name: checksum, trigger: a}
    ---
    kind: Object
    spec:
      kind: CoreStandardGroup
      data:
        - label: a
    `,
  );
});

test('a misspelt field is told of once, where it stands', async () => {
  await checkDiagnostics(
    rule,
    `
    kind: Object
    spec:
      kind: CoreGeneratorAction
      data:
        - name: a
          generators: run
        - nmae: b
          generator: run
        - name: c
        #       ^ error missing-object-field: c has no generator
          query: run
    `,
  );
});

test('fields without a value', async () => {
  await checkDiagnostics(
    rule,
    `
    kind: Object
    spec:
      kind: CoreNodeTriggerRule
      data:
        - name: a
          description:
        # ^^^^^^^^^^^ error missing-object-field: description of a has no value. Leave the key out.
          node_kind: ~
        # ^^^^^^^^^ error missing-object-field: node_kind of a has no value.
          mutation_action: ""
          action:
        # ^^^^^^ error missing-object-field: action of a has no value.
    `,
  );
});

test('attributes of objects of other kinds without a value, and dates', async () => {
  const fixture = `
    #- /.infrahub.yml
    schemas: [schemas]
    objects: [objects]
    #- /schemas/net.yml
    version: "1.0"
    nodes:
      - name: Rack
        namespace: Net
        attributes: [{name: name, kind: Text}, {name: since, kind: DateTime}, {name: cfg, kind: JSON}, {name: notes, kind: JSON}, {name: tags, kind: List}]
        relationships: [{name: slots, peer: NetSlot, cardinality: many, kind: Component}]
      - name: Slot
        namespace: Net
        attributes: [{name: number, kind: Number}]
    #- /objects/b.yml
    kind: Object
    spec:
      kind: NetRack
      data:
        - name: a
          since: 2024-01-01
          #      ^^^^^^^^^^ error missing-object-field: since of a is a date to the loader, and it takes none. Put it in quotes.
          cfg: {value: null, from: 2024-01-01}
          notes: {kind: NetSlot, data: {number: null}}
          tags: [2024-01-01, null]
          slots: {data: [{number: }]}
          #               ^^^^^^ error missing-object-field: number of this NetSlot has no value.
          unknown:
        - name: ~
        # ^^^^ error missing-object-field: has no value.
          since: "2024-01-01"
          slots:
    ---
    kind: Object
    spec:
      kind: CoreStandardGroup
      data:
        - name: b
          description:
        # ^^^^^^^^^^^ error missing-object-field: description of b has no value. Leave the key out.
        - label: c
          description: 2024-1-1
    ---
    kind: Object
    spec:
      kind: CoreGeneratorAction
      data:
        - {name: run, generator: g, description: 2024-01-01T10:00:00Z}
        #                                        ^^^^^^^^^^^^^^^^^^^^ error missing-object-field: is a date to the loader
    `;
  await checkDiagnostics(rule, fixture.replace('kind: Object', '---\n    kind: Object'));
  await checkDiagnostics(
    rule,
    fixture
      .replaceAll(/# +\^+ error.*/g, '')
      .replaceAll('objects', 'tests')
      .replace(/ {4}---\n[^-]*CoreGeneratorAction.*/s, ''),
  );
});

test('a date in place of a name is the finding of another rule', async () => {
  await checkDiagnostics(
    rule,
    nodeRules(`
      - name: a
        node_kind: NetworkPod
        mutation_action: updated
        action: 2024-01-01
    `),
  );
});

test('a date is put in quotes', async () => {
  const object = (description: string): string =>
    `kind: Object\nspec:\n  kind: CoreStandardGroup\n  data: [{name: a, description: ${description}}]\n`;
  await checkFix(rule, object('2024-01-01'), object("'2024-01-01'"));
});

test('what is merged, or comes from a template, is there', async () => {
  await checkDiagnostics(
    rule,
    `
    kind: Object
    spec:
      kind: CoreNodeTriggerRule
      data:
        - &base {name: a, node_kind: x, mutation_action: updated, action: run}
        - {<<: *base, name: b}
        - {name: c, object_template: t}
    `,
  );
});

test('the fixes', async () => {
  const actions = `
    ---
    kind: Object
    spec: {kind: CoreGeneratorAction, data: [{name: run-pod, generator: g}]}
    ---`;
  const file = (fields: string) => `${actions}
    kind: Object
    spec:
      kind: CoreNodeTriggerRule
      data:
        - name: a
          node_kind: NetworkPod
${fields}
    `;
  const added = '          mutation_action: updated\n          action: run-pod';
  await checkFix(
    rule,
    file('          active: true'),
    file(`          active: true\n${added}`),
    'Add mutation_action, action',
  );
  const flow = (fields: string) => `
    kind: Object
    spec: {kind: CoreGeneratorAction, data: [{name: a, generator: g${fields}}]}
    `;
  await checkFix(rule, flow(', description: , name: a'), flow(', name: a'), 'Remove description');
});

test('of two names the one that counts is marked', async () => {
  await checkDiagnostics(
    'missing-object-field',
    `
    kind: Object
    spec:
      kind: CoreGeneratorAction
      data:
        - name: a
          name: b
    #           ^ error missing-object-field: b has no generator
    `,
  );
});

/** The rules that find errors and warnings in the triggers of examples/fabric after an edit, in order. */
async function fabricFindings(find: string | RegExp, replacement: string): Promise<string[]> {
  const path = '/objects/90_triggers.yml';
  const files = new Map(readFolder('examples/fabric'));
  const text = files.get(path)?.replace(find, replacement) ?? '';
  expect(text).not.toBe(files.get(path));
  const repository = await openRepository(files.set(path, text));
  const found = repository.service.diagnostics(repository.uri(path));
  return found.flatMap(({ severity, finding }) => (/error|warning/.test(severity) ? [finding.rule.id] : []));
}

test('nested objects lack nothing while the kind or the field around them is unknown', async () => {
  expect(await fabricFindings('kind: CoreNodeTriggerRule', 'kind: CoreNodeTriggerRules')).toEqual([
    'unknown-object-kind',
  ]);
  expect(await fabricFindings('kind: CoreNodeTriggerRule', 'kind: CoreNodeTr')).toEqual(['unknown-object-kind']);
  expect(await fabricFindings('kind: CoreNodeTriggerRule', 'kind:')).toEqual(['unknown-object-kind']);
  expect(await fabricFindings('matches:', 'match:')).toEqual(['unknown-object-field']);
  const actions = 'action: run-pod-generator\n      actons:\n        kind: CoreGroupAction\n        data: {name: a}';
  expect(await fabricFindings('action: run-pod-generator', actions)).toEqual(['unknown-object-field']);
});

test('of a key that stands twice the one that counts must have a value', async () => {
  expect(await fabricFindings('matches:', 'matches:\n      matches:')).toEqual(['duplicate-key']);
  expect(
    await fabricFindings('attribute_name: checksum', 'attribute_name:\n            attribute_name: checksum'),
  ).toEqual(['duplicate-key']);
  const block = 'matches:\n        kind: CoreNodeTriggerAttributeMatch\n        data: [{value_match: any}]\n      ';
  expect(await fabricFindings('matches:', `${block}matches:`)).toEqual(['duplicate-key']);
  await checkFix(
    rule,
    '\nkind: Object\nspec: {kind: CoreGeneratorAction, data: [{name: a, generator: g, description: b, description: }]}\n',
    '\nkind: Object\nspec: {kind: CoreGeneratorAction, data: [{name: a, generator: g, description: b }]}\n',
  );
});
