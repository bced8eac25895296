import { expect, test } from 'vitest';
import { checkDiagnostics, checkFix, fixTitles } from '../../support/check';
import { inNetwork, nodeRules, objects, ruleWithMatches } from '../../support/triggers';

const rule = 'invalid-matches';

test('kinds that are no match', async () => {
  await checkDiagnostics(
    rule,
    nodeRules(`
      - name: a
        matches:
          kind: CoreNodeTriggerRule
          #     ^^^^^^^^^^^^^^^^^^^ error invalid-matches: CoreNodeTriggerRule is no kind of match
          data: [{attribute_name: x}]
      - name: b
        matches:
          - kind: CoreNodeTriggerAttributeMatch
            data: {attribute_name: x, value_match: any}
          - kind: CoreNodeTriggerRelationshipMatch
            data: {relationship_name: x}
      - name: c
        matches: [{data: {attribute_name: x}}, x]
      - name: d
        matches:
    `),
  );
});

test('matches of both kinds in one block', async () => {
  await checkDiagnostics(
    rule,
    ruleWithMatches(`
      - attribute_name: x
      - relationship_name: pods
      # ^^^^^^^^^^^^^^^^^ error invalid-matches: CoreNodeTriggerAttributeMatch has no relationship_name
    `),
  );
});

test('words that are none', async () => {
  await checkDiagnostics(
    rule,
    ruleWithMatches(`
      - {attribute_name: x, value_match: all}
      #                                  ^^^ error invalid-matches: must be any, value, value_previous, value_full, not 'all'. The rule itself is loaded and stays, without this match: it runs on every update of NetworkPod.
      - {attribute_name: y, value_match: value_full}
      - {attribute_name: z, value_match: all}
      #                                  ^^^ error invalid-matches: without this match: it runs on the matches before this one alone.
    `) +
      objects(
        'CoreNodeTriggerRelationshipMatch',
        `
        - {trigger: a, relationship_name: x, modification_type: add}
        #                                                       ^^^ error invalid-matches: not 'add'. The rule itself is loaded and stays, without this match.
        - {trigger: a, relationship_name: y, modification_type: updated}
      `,
      ),
  );
});

test('the fix takes the kind that the block needs', async () => {
  const block = (kind: string): string =>
    nodeRules(`- {name: a, matches: {kind: ${kind}, data: [{relationship_name: x}]}}`);
  await checkFix(rule, block('CoreNodeTriggerRule'), block('CoreNodeTriggerRelationshipMatch'));
  expect(await fixTitles(rule, block('CoreNodeTriggerRule'))).toHaveLength(1);
});

test('the fix gives every match a block', async () => {
  await checkFix(
    rule,
    nodeRules(`
      - name: a
        matches:
          kind: CoreNodeTriggerAttributeMatch
          data:
            - attribute_name: x
              value: "1"
            - relationship_name: pods
        action: b
    `),
    nodeRules(`
      - name: a
        matches:
          - kind: CoreNodeTriggerAttributeMatch
            data:
              attribute_name: x
              value: '1'
          - kind: CoreNodeTriggerRelationshipMatch
            data:
              relationship_name: pods
        action: b
    `),
  );
});

test('no other rule speaks about a match in a block of the wrong kind', async () => {
  await checkDiagnostics(
    undefined,
    objects('CoreGroupAction', '- {name: a, group: b}') +
      objects('CoreStandardGroup', '- {name: b}') +
      ruleWithMatches(`
        - relationship_name: racks
        # ^^^^^^^^^^^^^^^^^ error invalid-matches: Put this match into a block of its own
      `).replace('NetworkPod', 'CoreStandardGroup') +
      nodeRules(`
        - name: other
          branch_scope: other_branches
          node_kind: CoreStandardGroup
          mutation_action: updated
          action: a
          matches: {kind: CoreNodeTriggerRule, data: [{attribute_name: label, value_match: any}]}
          #               ^^^^^^^^^^^^^^^^^^^ error invalid-matches: CoreNodeTriggerRule is no kind of match
      `),
  );
});

test('a plain value is no block of matches', async () => {
  await checkDiagnostics(
    rule,
    nodeRules(`
      - name: a
        matches: checksum
        #        ^^^^^^^^ error invalid-matches: matches of a must be a block with kind and data, or a list of such blocks, not a text.
      - name: b
        matches: 3
        #        ^ error invalid-matches: matches of b must be a block with kind and data, or a list of such blocks, not 3.
      - {name: c, matches: "", action: &ref run}
      #                    ^^ error invalid-matches: not a text.
      - name: d
        matches: |
        #        ^ error invalid-matches: not a text.
          checksum
      - name: e
        matches: *ref
      # ^^^^^^^ error invalid-matches: not a text.
      - {name: f, matches: }
      - {name: g, matches: ~}
      - {name: h, matches: [checksum]}
      - {name: i, matches: checksum, matches: []}
    `),
  );
});

test('the fix makes a match of the name of an attribute', async () => {
  const matches = (value: string, kind = 'NetworkPod'): string =>
    inNetwork(
      nodeRules(`
        - name: a
          node_kind: ${kind}
          mutation_action: updated
          matches: ${value}
          action: b
      `),
    );
  const block = '\n            kind: CoreNodeTriggerAttributeMatch\n            data:\n              - ';
  await checkFix(
    rule,
    matches('checksum'),
    matches(`${block}attribute_name: checksum\n                value_match: any`).replace('matches: \n', 'matches:\n'),
    "Run when 'checksum' changes",
  );
  for (const other of ['racks', 'checksm', '3', '"checksum, role"'])
    expect(await fixTitles(rule, matches(other)), other).toEqual([]);
  expect(await fixTitles(rule, matches('checksum', 'NetworkPods'))).toEqual([]);
});
