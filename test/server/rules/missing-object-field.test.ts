import { expect, test } from 'vitest';
import { checkDiagnostics, checkFix } from '../../support/check';
import { openRepository, readFolder } from '../../support/repository';

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
