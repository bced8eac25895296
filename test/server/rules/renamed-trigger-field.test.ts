import { test } from 'vitest';
import { checkDiagnostics, checkFix } from '../../support/check';
import { objects, ruleWithMatches } from '../../support/triggers';

const rule = 'renamed-trigger-field';

test('fields of the pre-releases', async () => {
  await checkDiagnostics(
    rule,
    objects(
      'CoreGroupAction',
      `
      - {name: a, add_members: false}
      #           ^^^^^^^^^^^ error renamed-trigger-field: write member_action: remove_member
      - {name: b, member_action: remove_member}
    `,
    ) +
      objects(
        'CoreGroupTriggerRule',
        `
        - {name: c, members_added: true}
        #           ^^^^^^^^^^^^^ error renamed-trigger-field: write member_update: added
      `,
      ) +
      objects(
        'CoreNodeTriggerRelationshipMatch',
        `
        - {trigger: c, relationship_name: x, added: true}
        #                                    ^^^^^ error renamed-trigger-field: write modification_type: added
      `,
      ) +
      objects('NetworkPod', '- {name: d, added: true}'),
  );
});

test('any on a server before 1.4', async () => {
  const file = (severity: string): string =>
    ruleWithMatches(`
      - {attribute_name: x, value_match: any}
      #                                  ^^^ ${severity} renamed-trigger-field: exists since 1.4
      - {attribute_name: y, value_match: value}
    `);
  await checkDiagnostics(
    rule,
    `#- /.infrahub-cascade.yml\nserver_version: "1.3"\n#- /objects/triggers.yml\n${file('error')}`,
  );
  await checkDiagnostics(
    rule,
    `#- /compose.yml\nservices: {server: {image: "infrahub:1.3.9"}}\n#- /objects/triggers.yml\n${file('warning')}`,
  );
});

test('the fix renames and translates', async () => {
  await checkFix(
    rule,
    objects('CoreGroupAction', '- name: a\n  "add_members": no # leave\n  group: g'),
    objects('CoreGroupAction', '- name: a\n  "member_action": remove_member # leave\n  group: g'),
  );
  await checkFix(
    rule,
    objects('CoreGroupTriggerRule', '- {name: a, members_added: true}'),
    objects('CoreGroupTriggerRule', '- {name: a, member_update: added}'),
  );
});
