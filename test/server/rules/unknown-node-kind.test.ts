import { test } from 'vitest';
import { checkDiagnostics, checkFix } from '../../support/check';
import { inNetwork, nodeRules } from '../../support/triggers';

const rule = 'unknown-node-kind';

test('kinds that are not there', async () => {
  await checkDiagnostics(
    rule,
    inNetwork(
      nodeRules(`
        - {name: a, node_kind: NetworkPod}
        - {name: b, node_kind: NetworkPods}
        #                      ^^^^^^^^^^^ error unknown-node-kind: Did you mean 'NetworkPod'?
        - {name: c, node_kind: rack}
        #                      ^^^^ error unknown-node-kind: Did you mean 'LocationRack'?
        - {name: d, node_kind: DcimCable}
        #                      ^^^^^^^^^ error unknown-node-kind: there is no kind 'DcimCable'
        - {name: e, node_kind: CoreStandardGroup}
        - {name: f, node_kind: GeneratorTarget}
        - {name: g}
      `),
    ),
  );
});

test('a slip of a profile kind is told as one', async () => {
  await checkDiagnostics(
    rule,
    inNetwork(
      nodeRules(`
        - {name: a, node_kind: ProfileNetworkPods}
        #                      ^^^^^^^^^^^^^^^^^^ error unknown-node-kind: Did you mean 'ProfileNetworkPod'?
      `),
    ),
  );
});

test('where schemas are missing, one information per file', async () => {
  await checkDiagnostics(
    rule,
    nodeRules(`
      - {name: a, node_kind: DcimCable}
      #                      ^^^^^^^^^ information unknown-node-kind: no kind 'DcimCable'
      - {name: b, node_kind: DcimPlug}
    `),
  );
});

test('the fix takes the full name', async () => {
  await checkFix(
    rule,
    inNetwork(nodeRules('- {name: c, node_kind: "Rack"}')),
    nodeRules('- {name: c, node_kind: "LocationRack"}'),
  );
});
