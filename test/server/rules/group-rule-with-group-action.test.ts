import { test } from 'vitest';
import { checkDiagnostics, checkFix } from '../../support/check';
import { nodeRules, objects } from '../../support/triggers';

const rule = 'group-rule-with-group-action';
const actions =
  objects('CoreGroupAction', '- {name: join, group: g}') +
  objects('CoreGeneratorAction', '- {name: run, generator: x}');

test('a group rule whose action changes a group', async () => {
  await checkDiagnostics(
    rule,
    actions +
      objects(
        'CoreGroupTriggerRule',
        `
        - {name: a, group: g, action: join}
        #                             ^^^^ error group-rule-with-group-action: the server stops configuring rules
        - {name: b, group: g, action: run}
        - {name: c, group: g, action: join, active: false}
        - {name: d, group: g, action: elsewhere}
      `,
      ) +
      nodeRules('- {name: e, action: join}'),
  );
});

test('another version, or one that is only inferred: a warning', async () => {
  const file =
    actions +
    objects(
      'CoreGroupTriggerRule',
      `
      - {name: a, group: g, action: join}
      #                             ^^^^ warning group-rule-with-group-action
    `,
    );
  await checkDiagnostics(rule, `#- /.infrahub-cascade.yml\nserver_version: "1.9"\n#- /objects/triggers.yml\n${file}`);
  await checkDiagnostics(
    rule,
    `#- /compose.yml\nservices: {server: {image: "infrahub:1.11.9"}}\n#- /objects/triggers.yml\n${file}`,
  );
});

test('the fixes', async () => {
  const groupRule = (fields: string): string => actions + objects('CoreGroupTriggerRule', `- {name: a, ${fields}}`);
  await checkFix(rule, groupRule('group: g, action: join'), groupRule('active: false, group: g, action: join'));
  await checkFix(
    rule,
    groupRule('active: true, group: g, action: join'),
    groupRule('active: false, group: g, action: join'),
  );
  await checkFix(rule, groupRule('group: g, action: join'), groupRule('group: g, action: run'), "Change to 'run'");
});
