import { test } from 'vitest';
import { checkDiagnostics, checkFix } from '../../support/check';
import { nodeRules, objects } from '../../support/triggers';

const rule = 'duplicate-name';

test('names of rules and of actions', async () => {
  await checkDiagnostics(
    rule,
    objects(
      'CoreGeneratorAction',
      `
      - {name: a, generator: x}
      - {name: a, generator: y}
      #        ^ warning duplicate-name: This action overwrites another one
      - {name: b, generator: y}
    `,
    ) +
      objects(
        'CoreGroupAction',
        `
        - {name: b, group: y}
        #        ^ warning duplicate-name: a CoreGeneratorAction is called 'b' already
      `,
      ) +
      nodeRules('- {name: a}\n- {name: c}') +
      objects(
        'CoreGroupTriggerRule',
        `
        - {name: c}
        #        ^ warning duplicate-name: The server refuses this rule
      `,
      ),
  );
});

test('the fix takes a name that is free', async () => {
  await checkFix(
    rule,
    nodeRules('- {name: "a"}\n- {name: "a"}\n- {name: a-2}'),
    nodeRules('- {name: "a"}\n- {name: "a-3"}\n- {name: a-2}'),
  );
});
