import { expect, test } from 'vitest';
import { checkDiagnostics, checkFix, fixTitles } from '../../support/check';
import { objects } from '../../support/triggers';

const rule = 'unknown-group';
const groups = objects('CoreStandardGroup', '- {name: pods}');

test('groups of rules and actions', async () => {
  await checkDiagnostics(
    rule,
    groups +
      objects(
        'CoreGroupAction',
        `
        - {name: a, group: pdos}
        #                  ^^^^ error unknown-group: Did you mean 'pods'?
        - {name: b, group: everything}
        #                  ^^^^^^^^^^ information unknown-group: No file of this repository declares the group
        - {name: c, group: everybody}
        - {name: d, group: pods}
      `,
      ) +
      objects(
        'CoreGroupTriggerRule',
        `
        - {name: e, group: Pods}
        #                  ^^^^ error unknown-group
        - {name: f, group: pods}
      `,
      ),
  );
});

test('a name that objects join under is no slip', async () => {
  await checkDiagnostics(
    rule,
    groups +
      objects('NetworkPod', '- {name: p, member_of_groups: [pod]}') +
      objects(
        'CoreGroupAction',
        `
        - {name: a, group: pod}
        #                  ^^^ information unknown-group
      `,
      ),
  );
});

test('a group in a parked file', async () => {
  await checkDiagnostics(
    rule,
    `#- /objects/groups.yml.save\n${groups}#- /objects/triggers.yml
${objects(
  'CoreGroupAction',
  `
  - {name: a, group: pods}
  #                  ^^^^ warning unknown-group: exists in a parked file only
`,
)}`,
  );
});

test('the fixes: the nearest group, or a new one', async () => {
  const action = (group: string): string => objects('CoreGroupAction', `- {name: a, group: ${group}}`);
  await checkFix(rule, groups + action('pdos'), groups + action('pods'));
  await checkFix(rule, groups + action('all'), `${groups}    - name: all\n${action('all')}`, "Create group 'all'");
});

test('no group is made of an empty name', async () => {
  expect(await fixTitles(rule, groups + objects('CoreGroupAction', "- {name: a, group: ''}"))).toEqual([]);
});
