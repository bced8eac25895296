import { test } from 'vitest';
import { checkDiagnostics, checkFix } from '../../support/check';
import { inNetwork, nodeRules } from '../../support/triggers';

const rule = 'generic-node-kind';

test('a generic as node_kind', async () => {
  await checkDiagnostics(
    rule,
    inNetwork(
      nodeRules(`
        - {name: a, node_kind: GeneratorTarget}
        #                      ^^^^^^^^^^^^^^^ error generic-node-kind: one rule for each of NetworkPod, LocationRack
        - {name: b, node_kind: CoreNode}
        #                      ^^^^^^^^ error generic-node-kind: Name a node kind.
        - {name: c, node_kind: NetworkPod}
        - {name: d, node_kind: Unknown}
      `),
    ),
  );
});

test('one rule per kind, in block style', async () => {
  await checkFix(
    rule,
    inNetwork(
      nodeRules(`
        - name: target-changed # the signal
          node_kind: GeneratorTarget
          matches:
            kind: CoreNodeTriggerAttributeMatch
            data:
              - attribute_name: checksum
                trigger: target-changed
        - name: other
      `),
    ),
    nodeRules(`
      - name: target-changed # the signal
        node_kind: NetworkPod
        matches:
          kind: CoreNodeTriggerAttributeMatch
          data:
            - attribute_name: checksum
              trigger: target-changed
      - name: target-changed-location-rack # the signal
        node_kind: LocationRack
        matches:
          kind: CoreNodeTriggerAttributeMatch
          data:
            - attribute_name: checksum
              trigger: target-changed-location-rack
      - name: other
    `),
  );
});

test('an action that is written in the rule is named in the others', async () => {
  const first = (kind: string): string => `
    - name: a
      node_kind: ${kind}
      action:
        kind: CoreGeneratorAction
        data:
          name: "run it" # once
          generator: generate-pod

      mutation_action: updated`;
  await checkFix(
    rule,
    inNetwork(nodeRules(`${first('GeneratorTarget')}\n`)),
    nodeRules(`${first('NetworkPod')}
    - name: a-location-rack
      node_kind: LocationRack
      action: "run it"

      mutation_action: updated
  `),
  );
  const flow = (data: string): string => `{kind: Object, spec: {kind: CoreNodeTriggerRule, data: [${data}]}}\n`;
  await checkFix(
    rule,
    inNetwork(flow('{name: a, action: {data: {name: run}, kind: CoreGroupAction}, node_kind: GeneratorTarget}')),
    flow(
      '{name: a, action: {data: {name: run}, kind: CoreGroupAction}, node_kind: NetworkPod}, ' +
        '{name: a-location-rack, action: run, node_kind: LocationRack}',
    ),
  );
});

test('one rule per kind, in flow style', async () => {
  await checkFix(
    rule,
    inNetwork('{kind: Object, spec: {kind: CoreNodeTriggerRule, data: [{name: a_b, node_kind: GeneratorTarget}]}}\n'),
    '{kind: Object, spec: {kind: CoreNodeTriggerRule, data: [{name: a_b, node_kind: NetworkPod}, ' +
      '{name: a_b_location_rack, node_kind: LocationRack}]}}\n',
  );
});

test('or one of the kinds', async () => {
  await checkFix(
    rule,
    inNetwork(nodeRules('- {name: a, node_kind: GeneratorTarget}')),
    nodeRules('- {name: a, node_kind: LocationRack}'),
    "Change to 'LocationRack'",
  );
});
