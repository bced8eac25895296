import { test } from 'vitest';
import { checkDiagnostics, checkFix } from '../../support/check';
import { inNetwork, nodeRules, objects } from '../../support/triggers';

const rule = 'unknown-action';
const actions = objects('CoreGeneratorAction', '- {name: run-pod-generator, generator: make-pod}');

test('a slip is an error, another name one information per file', async () => {
  await checkDiagnostics(
    rule,
    actions +
      nodeRules(`
        - {name: a, action: run_pod_generator}
        #                   ^^^^^^^^^^^^^^^^^ error unknown-action: Did you mean 'run-pod-generator'?
        - {name: b, action: run-pod-generatro}
        #                   ^^^^^^^^^^^^^^^^^ error unknown-action
        - {name: c, action: notify}
        #                   ^^^^^^ information unknown-action: which no file of this repository declares
        - {name: d, action: notify-others}
        - {name: e, action: run-pod-generator}
        - {name: f, action: 0198c2a5-7f1e-4d7e-8a3b-3f5e9b0c1d2e}
        - {name: g, action: {kind: CoreGroupAction, data: {name: inline, group: x}}}
        - {name: h, action: inline}
        - {name: i}
      `),
  );
});

test('one of a family is no slip', async () => {
  await checkDiagnostics(
    rule,
    actions +
      nodeRules(`
        - {name: a, action: run-rack-generator}
        #                   ^^^^^^^^^^^^^^^^^^ information unknown-action: run-rack-generator
      `),
  );
});

test('an action in a parked file', async () => {
  await checkDiagnostics(
    rule,
    `#- /objects/old.yml.bak
${objects('CoreGeneratorAction', '- {name: old, generator: make-pod}')}#- /objects/triggers.yml
${nodeRules(`
  - {name: a, action: old}
  #                   ^^^ warning unknown-action: exists in a parked file only
`)}`,
  );
});

test('the nearest name', async () => {
  await checkFix(
    rule,
    actions + nodeRules('- {name: a, action: [run_pod_generator]}'),
    actions + nodeRules('- {name: a, action: [run-pod-generator]}'),
  );
});

test('a new action behind the others', async () => {
  await checkFix(
    rule,
    inNetwork(actions + nodeRules('- {name: a, action: notify}')),
    `${actions}    - name: notify\n      generator: make-pod\n${nodeRules('- {name: a, action: notify}')}`,
    "Create action 'notify' for generator 'make-pod'",
  );
});

test('a new action in a document of its own, before the rules', async () => {
  const rules = nodeRules('- {name: a, action: notify}');
  const created = `---
apiVersion: infrahub.app/v1
kind: Object
spec:
  kind: CoreGeneratorAction
  data:
    - name: notify
      generator: make-pod
`;
  await checkFix(rule, inNetwork(rules), created + rules);
  await checkFix(
    rule,
    inNetwork(rules.replace('---\n', '# rules\n')),
    `${created}---\n${rules.replace('---\n', '# rules\n')}`,
  );
});
