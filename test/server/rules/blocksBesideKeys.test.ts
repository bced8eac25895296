import { expect, test } from 'vitest';
import { applyEdits, checkDiagnostics, fixTitles } from '../../support/check';
import { openRepository, readFolder } from '../../support/repository';
import { inNetwork, nodeRules, objects } from '../../support/triggers';
import { yamlValues } from '../../support/yamlValues';

const rule = 'missing-nested-kind';
const rules = [rule, 'missing-object-field', 'unknown-object-field', 'duplicate-key', 'invalid-matches'];
const example = readFolder('examples/fabric');
const path = '/objects/90_triggers.yml';
const original = example.find(([each]) => each === path)?.[1] ?? '';

/** What is found in the example with its trigger file changed, and that file after the first fix of each finding. */
async function mend(text: string) {
  const repository = await openRepository(example.map(([each, own]) => [each, each === path ? text : own]));
  const uris = [...repository.files.keys()];
  const found = uris.flatMap((uri) => repository.service.diagnostics(uri).map((each) => ({ uri, ...each })));
  const fixed = found.map(({ uri, finding }) => {
    const [fix] = finding.fixes?.() ?? [];
    return fix && applyEdits(repository, repository.service.resolveFix(uri, fix)).get(path);
  });
  return { ids: found.map(({ finding }) => finding.rule.id), fixed };
}

test('the example has no such block', async () => {
  expect((await mend(original)).ids).toEqual([]);
});

const blocks: readonly (readonly [name: string, lines: string])[] = [
  ['as usual', 'kind: CoreNodeTriggerAttributeMatch\ndata:\n  - attribute_name: checksum\n    value_match: any'],
  ['its list at the column of data', 'kind: CoreNodeTriggerAttributeMatch\ndata:\n- attribute_name: checksum'],
  [
    'with comments and an empty line',
    '# what counts\nkind: CoreNodeTriggerAttributeMatch # of attributes\n\n# which\ndata: # one\n  - attribute_name: checksum\n  # any',
  ],
  ['data first', 'data: [{attribute_name: checksum, value_match: any}]\nkind: CoreNodeTriggerAttributeMatch'],
  [
    'a list of several lines in brackets',
    '"kind": CoreNodeTriggerAttributeMatch\n"data": [\n  {attribute_name: checksum,\n   value_match: any},\n]',
  ],
  [
    'a text of lines',
    'kind: CoreNodeTriggerAttributeMatch\ndata:\n  - attribute_name: checksum\n    value: |\n      a\n\n        b',
  ],
];

function below(lines: string, by: number): string {
  return lines.replaceAll(/^(?=.)/gm, ' '.repeat(by)).concat('\n');
}

test.each(blocks)('matches beside their key, %s: one finding, and the fix gives what was meant', async (_, lines) => {
  const first = /(?<=\n {6}matches:\n)(?: {8}.*\n)+/;
  for (const lineBreak of ['\n', '\r\n']) {
    const right = original.replace(first, () => below(lines, 8)).replaceAll('\n', lineBreak);
    const wrong = original.replace(first, () => below(lines, 6)).replaceAll('\n', lineBreak);
    expect(yamlValues(wrong)).not.toBe(yamlValues(right));
    const { ids, fixed } = await mend(wrong);
    expect(ids).toEqual([rule]);
    expect(fixed).toEqual([right]);
  }
});

test('the last block of a file without a line break at its end', async () => {
  const at = original.lastIndexOf('      matches:\n') + '      matches:\n'.length;
  const lines = original.slice(at).trimEnd();
  const wrong = original.slice(0, at) + lines.replaceAll(/^ {2}/gm, '');
  const { ids, fixed } = await mend(wrong);
  expect(ids).toEqual([rule]);
  expect(fixed).toEqual([original.trimEnd()]);
});

test('half of a block beside its key', async () => {
  const first = /(?<=\n {6}matches:\n)(?: {8}.*\n)+/;
  const kind = 'kind: CoreNodeTriggerAttributeMatch # of attributes';
  const data = '# which\ndata:\n  - attribute_name: checksum\n    value_match: any';
  for (const [upper, lower] of [[kind, data] as const, [data, kind] as const]) {
    for (const lineBreak of ['\n', '\r\n']) {
      const written = (by: number): string =>
        original.replace(first, () => below(upper, 9) + below(lower, by)).replaceAll('\n', lineBreak);
      const { ids, fixed } = await mend(written(6));
      expect(ids).toEqual([rule]);
      expect(fixed).toEqual([written(9)]);
    }
  }
  await checkDiagnostics(
    rules,
    inNetwork(
      objects(
        'NetworkPod',
        `
        - name: p
          member_of_groups:
        # ^^^^^^^^^^^^^^^^ error missing-nested-kind: data stands beside member_of_groups of p, not below it. Indent it.
            kind: CoreStandardGroup
          data: [{name: pods}]
        - name: q
          member_of_groups:
            kind: CoreStandardGroup
            data: [{name: pods}]
          data: [{name: pods}]
        # ^^^^ error unknown-object-field: no field 'data'
        - name: r
          member_of_groups: {kind: CoreStandardGroup}
        # ^^^^^^^^^^^^^^^^ error missing-nested-kind: must be a block
          data: [{name: pods}]
        # ^^^^ error unknown-object-field: no field 'data'
        - name: s
          member_of_groups:
        # ^^^^^^^^^^^^^^^^ error missing-nested-kind: must be a block
            kind: CoreStandardGroup
            name: pods
          data: [{name: pods}]
        # ^^^^ error unknown-object-field: no field 'data'
        `,
      ),
    ),
  );
});

test('every relationship that holds a block, each with a finding of its own', async () => {
  await checkDiagnostics(
    rules,
    inNetwork(
      nodeRules(`
        - name: a
          node_kind: NetworkPod
          mutation_action: updated
          action:
        # ^^^^^^ error missing-nested-kind: kind and data stand beside action of a, not below it. Indent them.
          kind: CoreGeneratorAction
          data:
            name: b
            generator: make-pod
          matches:
        # ^^^^^^^ error missing-nested-kind: kind and data stand beside matches of a, not below it. Indent them.
          kind: CoreNodeTriggerAttributeMatch
          data:
            - attribute_name: checksum
              value_match: any
          member_of_groups:
        # ^^^^^^^^^^^^^^^^ error missing-nested-kind: data stands beside member_of_groups of a, not below it. Indent it.
          data:
            - name: x
        - name: b
          node_kind: NetworkPod
          mutation_action: updated
          matches:
            kind: CoreNodeTriggerAttributeMatch
            data: [{attribute_name: role, value_match: any}]
          action:
            kind: CoreGroupAction
            data:
              name: c
              group:
            # ^^^^^ error missing-nested-kind: kind and data stand beside group of c
              kind: CoreStandardGroup
              data:
                name: pods
      `) +
        objects(
          'NetworkPod',
          `
          - member_of_groups:
          # ^^^^^^^^^^^^^^^^ error missing-nested-kind: kind and data stand beside member_of_groups of p
            kind: CoreStandardGroup
            data: [{name: pods}]
            name: p
          `,
        ),
    ),
  );
});

test('each of two blocks of one object has its own fix, with the step of the file', async () => {
  const written = (action: number, matches: number): string =>
    original +
    '---\nkind: Object\nspec:\n    kind: CoreNodeTriggerRule\n    data:\n        -   name: a\n' +
    below('node_kind: LocationRack\nmutation_action: updated\nbranch_scope: other_branches\naction:', 12) +
    below('kind: CoreGeneratorAction\ndata:\n    name: b\n    generator: generate-rack', action) +
    below('matches:', 12) +
    below(
      'kind: CoreNodeTriggerAttributeMatch\ndata:\n    -   attribute_name: name\n        value_match: any',
      matches,
    );
  expect(await mend(written(12, 12))).toEqual({ ids: [rule, rule], fixed: [written(16, 12), written(12, 16)] });
  expect(await mend(written(16, 12))).toEqual({ ids: [rule], fixed: [written(16, 16)] });
  expect(await mend(written(16, 16))).toEqual({ ids: [], fixed: [] });
  const titles = await fixTitles(rule, inNetwork(written(12, 12)));
  expect(titles).toEqual(['Indent kind and data below action']);
});

test('where it may be something else, what is there is told as before', async () => {
  await checkDiagnostics(
    rules,
    inNetwork(
      nodeRules(`
        - name: not-at-once
          node_kind: NetworkPod
          mutation_action: updated
          matches:
        # ^^^^^^^ error missing-object-field: has no value
          action: b
          kind: CoreNodeTriggerAttributeMatch
        # ^^^^ error unknown-object-field: no field 'kind'
          data: [{attribute_name: checksum, value_match: any}]
        # ^^^^ error unknown-object-field: no field 'data'
        - name: said-to-be-nothing
          node_kind: NetworkPod
          mutation_action: updated
          action: b
          matches: ~
        # ^^^^^^^ error missing-object-field: has no value
          kind: CoreNodeTriggerAttributeMatch
        # ^^^^ error unknown-object-field: no field 'kind'
          data: []
        # ^^^^ error unknown-object-field: no field 'data'
        - name: a-text
          node_kind: NetworkPod
          mutation_action: updated
          action: b
          matches:
        # ^^^^^^^ error missing-object-field: has no value
          data: checksum
        # ^^^^ error unknown-object-field: no field 'data'
        - name: written-again
          node_kind: NetworkPod
          mutation_action: updated
          action: b
          matches:
        # ^^^^^^^ warning duplicate-key: The loader ignores this matches
          kind: CoreNodeTriggerAttributeMatch
        # ^^^^ error unknown-object-field: no field 'kind'
          data: [{attribute_name: checksum}]
        # ^^^^ error unknown-object-field: no field 'data'
          matches: []
        - name: only-a-kind
          node_kind: NetworkPod
          mutation_action: updated
          action: b
          matches:
        # ^^^^^^^ error missing-object-field: has no value
          kind: CoreNodeTriggerAttributeMatch
        # ^^^^ error unknown-object-field: no field 'kind'
        - name: an-attribute
          node_kind: NetworkPod
          mutation_action: updated
          action: b
          description:
        # ^^^^^^^^^^^ error missing-object-field: has no value
          data: [{attribute_name: checksum}]
        # ^^^^ error unknown-object-field: no field 'data'
      `),
    ),
  );
});

test('fields of that name belong to the object', async () => {
  await checkDiagnostics(
    rules,
    `
    #- /.infrahub.yml
    schemas: [schemas]
    objects: [objects]
    #- /schemas/a.yml
    version: "1.0"
    nodes:
      - name: Report
        namespace: Data
        attributes:
          - {name: name, kind: Text}
          - {name: kind, kind: Text}
          - {name: data, kind: JSON}
      - name: Sheet
        namespace: Data
        attributes:
          - {name: name, kind: Text}
          - {name: data, kind: JSON}
    #- /objects/a.yml
    ---
    kind: Object
    spec:
      kind: DataReport
      data:
        - name: a
          member_of_groups:
        # ^^^^^^^^^^^^^^^^ error missing-nested-kind: member_of_groups of a has no value
          kind: month
          data: [{name: x}]
    ---
    kind: Object
    spec:
      kind: DataSheet
      data:
        - name: b
          member_of_groups:
        # ^^^^^^^^^^^^^^^^ error missing-nested-kind: member_of_groups of b has no value
          kind: CoreStandardGroup
        # ^^^^ error unknown-object-field: no field 'kind'
          data: [{name: x}]
    `,
  );
});
