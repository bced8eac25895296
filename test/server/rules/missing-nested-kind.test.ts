import { expect, test } from 'vitest';
import { allRecorded } from '../../evidence/recorded';
import { checkDiagnostics, checkFix, fixTitles } from '../../support/check';

const rule = 'missing-nested-kind';

test('blocks without kind, or without data', async () => {
  await checkDiagnostics(
    rule,
    `
    kind: Object
    spec:
      kind: CoreNodeTriggerRule
      data:
        - name: a
          action: {data: {name: b, generator: c}}
        # ^^^^^^ error missing-nested-kind: the block under action of a does not say of which kind
          matches:
        # ^^^^^^^ error missing-nested-kind: the block under matches of a
            data: [{attribute_name: x}]
        - name: b
          action: {name: x}
        # ^^^^^^ error missing-nested-kind: must be a name or a block with kind and data
          matches:
        # ^^^^^^^ error missing-nested-kind: must be a block, or a list of blocks
            - attribute_name: x
        - name: c
          action: {kind: CoreGeneratorAction, data: [{name: b}]}
        #                                     ^^^^ error missing-nested-kind: must be one object
          matches: {kind: , data: [{attribute_name: x}]}
        #           ^^^^ error missing-nested-kind: does not say
        - name: d
          matches:
            kind: CoreNodeTriggerAttributeMatch
            data: {attribute_name: x}
          # ^^^^ error missing-nested-kind: data under matches of d must be a list of objects
    `,
  );
});

test('what the loader accepts', async () => {
  await checkDiagnostics(
    rule,
    `
    kind: Object
    spec:
      kind: CoreNodeTriggerRule
      data:
        - {name: a, action: b, matches: [], member_of_groups: [x, [y]]}
        - {name: b, action: [b], matches: [c]}
        - name: c
          action: {kind: CoreGeneratorAction, data: {name: b, generator: c}}
          matches:
            - {kind: CoreNodeTriggerAttributeMatch, data: {attribute_name: x}}
            - {kind: CoreNodeTriggerRelationshipMatch, data: {relationship_name: x}}
    ---
    kind: Object
    spec:
      kind: CoreNodeTriggerAttributeMatch
      data:
        # The peer is no generic, so its kind is known.
        - {attribute_name: x, trigger: {data: {name: a}}}
    ---
    kind: Object
    spec:
      kind: CoreStandardGroup
      data:
        - {name: a, members: {data: [{}]}}
    `,
  );
});

const item = (lines: string) => `
    kind: Object
    spec:
      kind: CoreNodeTriggerRule
      data:
        - name: a
${lines}
    `;

const refusedForms = `
    kind: Object
    spec:
      kind: CoreNodeTriggerRule
      data:
        - name: a
          matches: [3]
        #           ^ error missing-nested-kind: without 3, which is no text
          member_of_groups: x
        #                   ^ error missing-nested-kind: must be a list of names, or a block with kind and data, not a text
        - name: b
          matches: [null]
        #           ^^^^ error missing-nested-kind: without null
          member_of_groups: ''
        #                   ^^ error missing-nested-kind: not an empty text
        - name: c
          matches: [{kind: CoreNodeTriggerAttributeMatch, data: {attribute_name: x}}, x]
        #                                                                             ^ error missing-nested-kind: not both
          member_of_groups: [x, {kind: CoreStandardGroup, data: {name: g}}]
        #                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error missing-nested-kind: not both
        - name: d
          matches:
            -
          # ^ error missing-nested-kind: without an empty item
            - x
          action: 3
        #         ^ error missing-nested-kind: action of d must be a name or a block with kind and data, not 3
        - name: e
          action: [b, [c]]
        #             ^^^ error missing-nested-kind: the parts of one human-friendly id
          member_of_groups: [2020-01-01]
        #                    ^^^^^^^^^^ error missing-nested-kind: without 2020-01-01
    ---
    kind: Object
    spec:
      kind: BuiltinTag
      data:
        - {name: a, member_of_groups: x}
        #                             ^ error missing-nested-kind: member_of_groups of a must be a list of names
    `;

test('what is no name, no block and no list of one of them', async () => {
  await checkDiagnostics(rule, refusedForms);
});

test('forms that the loader takes, and what it cannot be asked for', async () => {
  await checkDiagnostics(
    rule,
    `
    kind: Object
    spec:
      kind: CoreNodeTriggerRule
      data:
        - {name: a, matches: {data: []}, member_of_groups: {data: {}}}
        - {name: b, matches: [x, '3'], action: [3]}
        - {name: c, matches: [[x], [3], y], action: [b, true], member_of_groups: x, member_of_groups: [y]}
        # Other rules speak of these.
        - {name: d, matches: x, action: , member_of_groups: }
        - {name: e, matches: [*unknown, 3]}
    ---
    kind: Object
    spec:
      kind: UnknownKind
      data:
        - {name: a, member_of_groups: x}
    `,
  );
});

test('fix: what stands in place of a list', async () => {
  await checkFix(rule, item('          member_of_groups: x'), item('          member_of_groups:\n            - x'));
  await checkFix(rule, item('          matches: [3]'), item("          matches: ['3']"));
  await checkFix(rule, item('          action: 3 # three'), item("          action: '3' # three"));
  expect(await fixTitles(rule, item("          member_of_groups: ''"))).toEqual([]);
});

test('the loader refuses the same', () => {
  const names = allRecorded('objects').filter(({ name }) => name.startsWith('obj13-form-'));
  const refused = names.filter(({ accepted }) => !accepted).map(({ name }) => name.slice('obj13-form-'.length));
  expect(refused).toEqual([
    'group-data-null',
    'group-data-number',
    'group-data-object',
    'group-empty',
    'group-hfid',
    'group-list-of-lists',
    'group-null',
    'group-text',
    'list-empty-item',
    'list-number',
    'mixed',
    'one-data-list',
    'one-hfid',
    'one-list',
    'one-null',
    'one-number',
  ]);
  expect(names.filter(({ accepted }) => accepted).map(({ name }) => name.slice('obj13-form-'.length))).toEqual([
    'group-block-without-kind',
    'no-objects',
    'parts',
  ]);
});

test.each([
  [
    'the kind that has the fields, before data',
    '          matches:\n            data:\n              - relationship_name: x',
    '          matches:\n            kind: CoreNodeTriggerRelationshipMatch\n            data:\n              - relationship_name: x',
  ],
  [
    'in braces',
    '          action: {data: {name: b, generator: c}}',
    '          action: {kind: "CoreGeneratorAction", data: {name: b, generator: c}}',
  ],
  [
    'an empty one',
    '          action: {kind: , data: {generator: c}}',
    '          action: {kind: CoreGeneratorAction, data: {generator: c}}',
  ],
  ['the name only', '          action: {name: run-a}', '          action: run-a'],
  [
    'a list',
    '          matches:\n            kind: CoreNodeTriggerAttributeMatch\n            data:\n              attribute_name: x',
    '          matches:\n            kind: CoreNodeTriggerAttributeMatch\n            data:\n              - attribute_name: x',
  ],
  [
    'a list, with a number that stays one',
    '          matches: {kind: CoreNodeTriggerAttributeMatch, data: {attribute_name: size, value: 4}}',
    '          matches: {kind: CoreNodeTriggerAttributeMatch, data: [{attribute_name: size, value: 4}]}',
  ],
])('fix: %s', async (_, before, after) => {
  await checkFix(rule, item(before), item(after));
});

test('kind or data with a slip in it: the slip is the place', async () => {
  await checkDiagnostics(
    rule,
    `
    kind: Object
    spec:
      kind: CoreNodeTriggerRule
      data:
        - name: a
          matches:
            kind: CoreNodeTriggerAttributeMatch
            daa:
          # ^^^ error missing-nested-kind: with kind and data. Did you mean data?
              - attribute_name: x
        - name: b
          matches:
            - kid: CoreNodeTriggerAttributeMatch
            # ^^^ error missing-nested-kind: does not say of which kind its objects are. Did you mean kind?
              data: {attribute_name: x}
        - name: c
          description: &block {kind: CoreNodeTriggerAttributeMatch, daa: []}
          matches: *block
        # ^^^^^^^ error missing-nested-kind: with kind and data.
    `,
  );
});

test.each([
  [
    "Rename 'daa' to data",
    '          matches:\n            kind: CoreNodeTriggerAttributeMatch\n            daa:\n              - attribute_name: x',
    '          matches:\n            kind: CoreNodeTriggerAttributeMatch\n            data:\n              - attribute_name: x',
  ],
  [
    "Rename 'kid' to kind",
    '          matches: {kid: CoreNodeTriggerAttributeMatch, data: [{attribute_name: x}]}',
    '          matches: {kind: CoreNodeTriggerAttributeMatch, data: [{attribute_name: x}]}',
  ],
])('fix of a slip: %s', async (title, before, after) => {
  expect(await fixTitles(rule, item(before))).toEqual([title]);
  await checkFix(rule, item(before), item(after));
});

const attribute = 'CoreNodeTriggerAttributeMatch';
const relationship = 'CoreNodeTriggerRelationshipMatch';
const oneBlock = (...data: string[]): string =>
  `          matches:\n            kind: ${attribute}\n            data:\n${data.map((each) => `              - ${each}\n`).join('')}`.trimEnd();

test.each([
  [
    'a list of plain matches',
    '          matches:\n            - attribute_name: checksum\n              value_match: any',
    oneBlock('attribute_name: checksum\n                value_match: any'),
  ],
  [
    'plain matches of two kinds',
    '          matches:\n            - attribute_name: checksum\n            - relationship_name: racks',
    `          matches:\n            - kind: ${attribute}\n              data:\n                attribute_name: checksum\n            - kind: ${relationship}\n              data:\n                relationship_name: racks`,
  ],
  [
    'a plain mapping',
    '          matches:\n            attribute_name: size\n            value: 4',
    oneBlock('attribute_name: size\n                value: 4'),
  ],
  [
    'fields beside kind in a list',
    `          matches:\n            - kind: ${attribute}\n              attribute_name: role`,
    oneBlock('attribute_name: role'),
  ],
  [
    'fields beside kind',
    `          matches: {kind: ${attribute}, attribute_name: role}`,
    oneBlock('attribute_name: role'),
  ],
  [
    'a list of blocks with lists',
    `          matches:\n            - kind: ${attribute}\n              data:\n                - attribute_name: role\n                - attribute_name: size`,
    oneBlock('attribute_name: role', 'attribute_name: size'),
  ],
  [
    'an action',
    '          action:\n            name: run\n            generator: make-pod',
    '          action:\n            kind: CoreGeneratorAction\n            data:\n              name: run\n              generator: make-pod',
  ],
  [
    'an action in a list',
    '          action:\n            kind: CoreGeneratorAction\n            data:\n              - name: run\n                generator: make-pod',
    '          action:\n            kind: CoreGeneratorAction\n            data:\n              name: run\n              generator: make-pod',
  ],
])('fix: kind and data around %s', async (_, before, after) => {
  await checkFix(rule, item(before), item(after));
});

test.each([
  ['a field of both kinds', '          matches: [{trigger: a}]'],
  ['no field', '          matches: [{}]'],
  ['a field of no kind', '          matches: [{attribute_name: a, nmae: b}]'],
  ['a comment that would be lost', '          matches:\n            # why\n            - attribute_name: a'],
  ['an anchor', '          matches: [&a {attribute_name: a}]'],
  ['two actions', '          action: {kind: CoreGeneratorAction, data: [{name: a}, {name: b}]}'],
])('no fix: %s', async (_, before) => {
  expect(await fixTitles(rule, item(before))).toEqual([]);
});
