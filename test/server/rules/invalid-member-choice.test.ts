import { expect, test } from 'vitest';
import { checkDiagnostics, checkFix, fixTitles } from '../../support/check';
import { objects } from '../../support/triggers';

const rule = 'invalid-member-choice';

test('words that are no choice', async () => {
  await checkDiagnostics(
    rule,
    objects(
      'CoreGroupTriggerRule',
      `
      - {name: a, group: [pods], member_update: add}
      #                                         ^^^ error invalid-member-choice: must be added or removed, not 'add'
      - {name: b, group: [pods], member_update: removed}
      - {name: c, group: [pods], member_update: added}
      - {name: d, group: [pods], member_update: }
      - {name: e, group: [pods], member_action: add_member}
      `,
    ) +
      objects(
        'CoreGroupAction',
        `
      - {name: f, group: [pods], member_action: added}
      #                                         ^^^^^ error invalid-member-choice: must be add_member or remove_member, not 'added'
      - {name: g, group: [pods], member_action: remove_member}
      - {name: h, group: [pods], member_action: "add_member"}
      - {name: i, group: [pods]}
      - {name: j, group: [pods], member_action: true}
      #                                         ^^^^ error invalid-member-choice: not 'true'
      `,
      ),
  );
});

test('the fix takes the nearest choice', async () => {
  const before = objects('CoreGroupAction', '- {name: a, group: [pods], member_action: remove_members}');
  await checkFix(rule, before, before.replace('remove_members', 'remove_member'));
  const other = objects('CoreGroupTriggerRule', '- {name: a, group: [pods], member_update: any}');
  expect(await fixTitles(rule, other)).toEqual(["Change to 'added'", "Change to 'removed'"]);
});
