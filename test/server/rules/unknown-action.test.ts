import { expect, test } from 'vitest';
import { checkDiagnostics, checkFix, fixTitles } from '../../support/check';
import { layers, rules, signal, watch } from '../cascade/layers';
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

test('a new action runs a generator for the kind of the rule', async () => {
  const titles = async (kind: string, attribute: string, parts: Parameters<typeof layers>[0] = {}): Promise<string[]> =>
    (
      await fixTitles(
        rule,
        layers({ triggers: rules('CoreNodeTriggerRule', watch('r', kind, attribute, 'x')), ...parts }),
      )
    )
      .filter((title) => title.startsWith('Create'))
      .map((title) => title.replace("Create action 'x' for generator ", ''));
  expect(await titles('LocationRack', 'amount')).toEqual(["'generate-rack'"]);
  // A kind and a query that the files do not know may be those of any.
  const open = { files: { '/queries/generate_pod.gql': 'query Q { x', '/objects/01_data.yml': '' } };
  expect(await titles('LocationRack', 'amount', open)).toEqual(["'generate-rack'", "'generate-pod'"]);
  expect(await titles('LocationRak', 'amount')).toHaveLength(3);
  // What writes the attribute would start itself.
  const own = { rack: signal('LocationRack', 'ids') };
  expect(await titles('LocationRack', 'amount', own)).toEqual(["'generate-rack'"]);
  expect(await titles('LocationRack', 'checksum', own)).toEqual([]);
});
