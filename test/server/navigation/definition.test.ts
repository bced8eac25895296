import { test } from 'vitest';
import { checkDefinition } from '../../support/checkNavigation';

test('an action of a rule', async () => {
  await checkDefinition(`
    kind: Object
    spec:
      kind: CoreGeneratorAction
      data:
        - name: run-pod
        #       ^^^^^^^ def
          generator: generate-pod
        - name: run-pod-twice
          generator: generate-pod
    ---
    kind: Object
    spec:
      kind: CoreNodeTriggerRule
      data:
        - name: trigger-pod
          action: run-$0pod
  `);
});

test('an action in flow style and with quotes, of an action in another file', async () => {
  await checkDefinition(`
    #- /objects/actions.yml
    kind: Object
    spec:
      kind: CoreGroupAction
      data: [{"name": "join all", group: pods}, {name: leave, group: pods}]
      #                ^^^^^^^^ def
    #- /objects/rules.yml
    kind: Object
    spec: {kind: CoreNodeTriggerRule, data: [{name: a, action: 'join$0 all'}]}
  `);
});

test('an action by its human-friendly id', async () => {
  await checkDefinition(`
    kind: Object
    spec:
      kind: CoreGeneratorAction
      data:
        - name: run
        #       ^^^ def
    ---
    kind: Object
    spec:
      kind: CoreNodeTriggerRule
      data:
        - name: a
          action: [ru$0n]
  `);
});

test('an action that another rule holds inline', async () => {
  await checkDefinition(`
    kind: Object
    spec:
      kind: CoreNodeTriggerRule
      data:
        - name: a
          action:
            kind: CoreGeneratorAction
            data:
              name: run-inline
        #           ^^^^^^^^^^ def
              generator: generate-pod
        - name: b
          action: run-inline$0
  `);
});

test('every one of two actions of one name', async () => {
  await checkDefinition(`
    kind: Object
    spec:
      kind: CoreGeneratorAction
      data:
        - name: run
        #       ^^^ def
        - name: run
        #       ^^^ def
    ---
    kind: Object
    spec:
      kind: CoreNodeTriggerRule
      data:
        - {name: a, action: $0run}
  `);
});

test('with line ends of Windows', async () => {
  await checkDefinition(
    `
    kind: Object
    spec:
      kind: CoreGeneratorAction
      data:
        - name: "run-pod"
        #        ^^^^^^^ def
    ---
    kind: Object
    spec:
      kind: CoreNodeTriggerRule
      data:
        - name: trigger-pod
          action: run-pod$0
    `,
    { lineEnd: '\r\n' },
  );
});

test('a group, also of a membership', async () => {
  await checkDefinition(`
    kind: Object
    spec:
      kind: CoreStandardGroup
      data:
        - name: pods
        #       ^^^^ def
    ---
    kind: Object
    spec:
      kind: NetworkPod
      data:
        - name: pod-1
          member_of_groups: [racks, $0pods]
  `);
});

test('what only stands in a file that is not loaded', async () => {
  await checkDefinition(`
    #- /objects/triggers.yml
    kind: Object
    spec:
      kind: CoreNodeTriggerRule
      data:
        - name: a
          action: run$0
    #- /objects/old.yml.save
    kind: Object
    spec:
      kind: CoreGeneratorAction
      data:
        - name: run
        #       ^^^ def
  `);
});

test('the rule of a match that stands alone', async () => {
  await checkDefinition(`
    kind: Object
    spec:
      kind: CoreNodeTriggerRule
      data:
        - name: trigger-pod
        #       ^^^^^^^^^^^ def
          node_kind: NetworkPod
    ---
    kind: Object
    spec:
      kind: CoreNodeTriggerAttributeMatch
      data:
        - trigger: trigger-$0pod
          attribute_name: checksum
  `);
});
