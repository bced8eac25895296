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

test('a copy in a file that objects does not list is a hint in that file', async () => {
  const inFile = (listed: string, docs: string, loaded: string): string => `
    #- /.infrahub.yml
    objects: [${listed}]
    #- /docs/old.yml
    kind: Object
    spec:
      kind: CoreNodeTriggerRule
      data:
        - name: r
    ${docs}
        - name: only
    #- /objects/a.yml
    kind: Object
    spec:
      kind: CoreNodeTriggerRule
      data:
        - name: r
    ${loaded}
    `;
  const hint =
    "#           ^ hint duplicate-name: no load of this repository reads it: objects/a.yml has a rule called 'r' too";
  const warning = '#           ^ warning duplicate-name: This rule overwrites another one';
  await checkDiagnostics(rule, inFile('objects', hint, '# none'));
  await checkDiagnostics(rule, inFile('objects/a.yml', hint, '# none'));
  await checkDiagnostics(rule, inFile('objects, docs', '# none', warning));
  // Neither is loaded by the list, or there is no list: somebody may load both.
  await checkDiagnostics(rule, inFile('other', '# none', warning));
  await checkDiagnostics(rule, inFile('', '# none', warning));
});
