import { expect, test } from 'vitest';
import { checkDiagnostics, checkFix, fixTitles } from '../../support/check';

const rule = 'unknown-object-kind';

const schema = `
    #- /.infrahub.yml
    schemas: [schemas]
    objects: [objects]
    #- /schemas/a.yml
    version: "1.0"
    nodes:
      - {name: Pod, namespace: Network, attributes: [{name: name, kind: Text}]}
      - {name: Rack, namespace: Network, inherit_from: [NetworkThing], attributes: [{name: name, kind: Text}]}
    generics:
      - {name: Thing, namespace: Network}`;

test('with all schemas read a kind that is not there is an error', async () => {
  await checkDiagnostics(
    rule,
    `${schema}
    #- /objects/a.yml
    ---
    kind: Object
    spec: {kind: NetworkSwitch, data: []}
    #            ^^^^^^^^^^^^^ error unknown-object-kind: there is no kind NetworkSwitch
    ---
    kind: Object
    spec: {kind: NetworkThing, data: []}
    #            ^^^^^^^^^^^^ error unknown-object-kind: is a generic
    ---
    kind: Object
    spec: {kind: , data: []}
    #      ^^^^ error unknown-object-kind: spec.kind must name the kind
    ---
    kind: Object
    spec: {kind: NetworkPod, data: []}
    ---
    kind: Object
    spec: {kind: ProfileNetworkPod, data: []}
    ---
    kind: Object
    spec: {kind: ProfileNetworkPods, data: []}
    #            ^^^^^^^^^^^^^^^^^^ error unknown-object-kind: Did you mean 'ProfileNetworkPod'?
    ---
    kind: Object
    spec: {kind: CoreStandardGroup, data: []}
    ---
    kind: Menu
    spec: {data: []}
    `,
  );
});

test('without the schemas only a slip is an error; the rest is one information for the file', async () => {
  await checkDiagnostics(
    rule,
    `
    ---
    kind: Object
    spec: {kind: NetworkSwitch, data: []}
    #            ^^^^^^^^^^^^^ information unknown-object-kind: is in no schema of this repository
    ---
    kind: Object
    spec: {kind: NetworkRouter, data: []}
    ---
    kind: Object
    spec: {kind: CoreNodeTriggerRules, data: []}
    #            ^^^^^^^^^^^^^^^^^^^^ error unknown-object-kind: Did you mean 'CoreNodeTriggerRule'?
    `,
  );
});

test('the fix takes the nearest kind, or one that inherits', async () => {
  const file = (kind: string) => `${schema}
    #- /objects/a.yml
    kind: Object
    spec: {kind: ${kind}, data: []}
    `;
  const after = (kind: string) => `
    #- /objects/a.yml
    kind: Object
    spec: {kind: ${kind}, data: []}
    `;
  await checkFix(rule, file('networkpod'), after('NetworkPod'));
  await checkFix(rule, file('NetworkThing'), after('NetworkRack'));
});

test('kind with a slip in it: the slip is the place, and is renamed', async () => {
  const document = (key: string, mark = ''): string => `
    kind: Object
    spec:
      ${key}: CoreGeneratorAction
${mark}      data:
        - {name: a, generator: b}
    `;
  const mark = '    # ^^^ error unknown-object-kind: Did you mean kind?\n';
  await checkDiagnostics(rule, document('kid', mark));
  await checkFix(rule, document('kid'), document('kind'), "Rename 'kid' to kind");
  await checkDiagnostics(
    rule,
    `
    kind: Object
    spec: {parameters: {}, name: a, data: []}
  # ^^^^ error unknown-object-kind: spec.kind must name the kind
    `,
  );
});

test('of the heirs of a generic those that have the fields come first', async () => {
  const source = (item: string): string => `
    #- /objects/a.yml
    ---
    kind: Object
    spec: {kind: CoreTriggerRule, data: [${item}]}
    `;
  const [node, group] = ["Change to 'CoreNodeTriggerRule'", "Change to 'CoreGroupTriggerRule'"];
  expect(await fixTitles(rule, source('{name: a, node_kind: NetworkPod}'))).toEqual([node, group]);
  expect(await fixTitles(rule, source('{name: a, group: pods}'))).toEqual([group, node]);
});
