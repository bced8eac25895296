import { test } from 'vitest';
import { checkDiagnostics, checkFix } from '../../support/check';

const rule = 'missing-nested-kind';

const data = (kind: string, lines: string) => `
    kind: Object
    spec:
      kind: ${kind}
      data:
        - name: a
${lines}
    `;

test('blocks of objects that are no rule, action or match', async () => {
  await checkDiagnostics(
    rule,
    `
    kind: Object
    spec:
      kind: BuiltinTag
      data:
        - name: a
          member_of_groups:
        # ^^^^^^^^^^^^^^^^ error missing-nested-kind: whole load: member_of_groups of a has no value. Leave the key out.
        - name: b
          member_of_groups: {}
        # ^^^^^^^^^^^^^^^^ error missing-nested-kind: of b must be a block, or a list of blocks, with kind and data.
        - name: c
          member_of_groups: {data: [3]}
        #                    ^^^^ error missing-nested-kind: data under member_of_groups of c must be a list of objects.
        - name: d
          member_of_groups: [{hfid: [x]}]
        # ^^^^^^^^^^^^^^^^ error missing-nested-kind: of d must be a block, or a list of blocks, with kind and data.
        - name: e
          member_of_groups: {data: }
        #                    ^^^^ error missing-nested-kind: data under member_of_groups of e must be a list of objects.
        - name: f
          member_of_groups: [{kind: CoreStandardGroup, data: [{name: x}]}]
        #                                              ^^^^ error missing-nested-kind: must be one object.
    ---
    kind: Object
    spec:
      kind: CoreStandardGroup
      data:
        - name: a
          parent: null
        # ^^^^^^ error missing-nested-kind: parent of a has no value. Leave the key out.
        - name: b
          parent: {hfid: [x]}
        # ^^^^^^ error missing-nested-kind: must be a name or a block with kind and data.
          children: {kind: CoreStandardGroup, data: [{name: c, parent: {data: [{name: x}]}}]}
        #                                                               ^^^^ error missing-nested-kind: must be one object.
    `,
  );
});

test('blocks of such objects that the loader takes, and what it cannot be asked for', async () => {
  await checkDiagnostics(
    rule,
    `
    kind: Object
    spec:
      kind: BuiltinTag
      data:
        # The loader tries the kind of the document then.
        - {name: a, member_of_groups: {data: [{name: x}]}}
        - {name: b, member_of_groups: [{data: {name: x}}]}
        - {name: c, member_of_groups: {kind: CoreStandardGroup, data: [{name: x}]}}
        - {name: d, member_of_groups: {data: {}}}
        - {name: e, member_of_groups: , member_of_groups: [x]}
        - {name: f, member_of_groups: *unknown}
        - {name: g, member_of_groups: {data: *unknown}}
        - {name: h, member_of_groups: {data: [*unknown]}}
        - {name: i, description: }
    ---
    kind: Object
    spec:
      kind: UnknownKind
      data:
        - {name: a, member_of_groups: , parent: {}}
    `,
  );
});

test('fix: a relationship without a value, and references in blocks', async () => {
  const tag = (lines: string) => data('BuiltinTag', lines);
  const group = (lines: string) => data('CoreStandardGroup', lines);
  await checkFix(rule, tag('          member_of_groups:\n          description: x'), tag('          description: x'));
  await checkFix(
    rule,
    tag('          member_of_groups: [{hfid: [x]}, {id: g}]'),
    tag('          member_of_groups:\n            - [x]\n            - g'),
  );
  await checkFix(
    rule,
    tag('          member_of_groups: {hfid: [x]}'),
    tag('          member_of_groups:\n            - [x]'),
  );
  await checkFix(rule, group('          parent: {hfid: [x]}'), group('          parent:\n            - x'));
});
