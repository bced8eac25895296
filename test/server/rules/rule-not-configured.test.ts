import { describe, test } from 'vitest';
import { checkDiagnostics } from '../../support/check';
import { serverNode, serverOf } from '../../support/remote';
import { inNetwork, objects } from '../../support/triggers';

describe('rule-not-configured', () => {
  const onBranch = serverOf([serverNode('NetworkPod'), serverNode('GeneratorTarget', { isGeneric: true })], {
    branch: 'new-pods',
    definitions: [{ name: 'make-pod' }, { name: 'make-rack' }],
    groups: [{ name: 'leafs', kind: 'CoreStandardGroup' }],
    onDefault: { kinds: ['NetworkRack'], definitions: ['make-rack'], groups: [] },
  });
  const files = inNetwork(
    objects(
      'CoreGeneratorAction',
      `
      - {name: pod, generator: make-pod}
      #                        ^^^^^^^^ information rule-not-configured: until the generator 'make-pod' is on main: so far only branch new-pods has it
      - {name: rack, generator: make-rack}
      - {name: unused, generator: make-pod}`,
    ) +
      objects(
        'CoreNodeTriggerRule',
        `
      - {name: r1, node_kind: NetworkPod, action: pod}
      #                       ^^^^^^^^^^ information rule-not-configured: it looks for the kind on main
      - {name: r2, node_kind: LocationRack, action: rack}
      - {name: r5, node_kind: GeneratorTarget, action: rack}
      - {name: r3, node_kind: LocationRack, active: false, action: unused}`,
      ) +
      objects(
        'CoreGroupTriggerRule',
        `
      - {name: r4, group: leafs, member_update: added, action: rack}
      #                   ^^^^^ information rule-not-configured: Rule r4 does nothing until the group 'leafs' is on main`,
      ),
  );

  test('says what only another branch has', async () => {
    await checkDiagnostics('rule-not-configured', files, {}, onBranch);
  });

  test('is silent on the default branch, and where nobody knows what that has', async () => {
    const unmarked = files.replaceAll(/\n *# +\^.*/g, '');
    const { onDefault: _, ...unknown } = onBranch;
    await checkDiagnostics('rule-not-configured', unmarked, {}, unknown);
    await checkDiagnostics('rule-not-configured', unmarked, {}, { ...onBranch, onDefault: {} });
    await checkDiagnostics('rule-not-configured', unmarked);
  });
});
