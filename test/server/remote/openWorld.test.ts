import { describe, test } from 'vitest';
import { checkDiagnostics } from '../../support/check';
import { serverAttribute, serverNode, serverOf } from '../../support/remote';
import { inNetwork, objects } from '../../support/triggers';

/** A repository without schemas of its own: what they are is on the server. */
const withoutSchemas = (triggers: string): string => `
  #- /.infrahub.yml
  objects: [objects]
  #- /objects/triggers.yml
${objects('CoreNodeTriggerRule', triggers)
  .split('\n')
  .map((line) => `  ${line}`)
  .join('\n')}`;

const rule = (kind: string, attribute: string): string =>
  `
    - name: watch-${attribute}
      node_kind: ${kind}
      mutation_action: updated
      branch_scope: other_branches
      action: run-it
      matches: {kind: CoreNodeTriggerAttributeMatch, data: [{attribute_name: ${attribute}, value_match: any}]}`;

const device = serverNode('DcimDevice', { attributes: [serverAttribute('checksum')] });

describe('kinds and their members', () => {
  const ids = ['unknown-node-kind', 'unknown-match-attribute', 'unknown-object-kind'];

  test('a kind of the server is known, and so is what it has', async () => {
    await checkDiagnostics(ids, withoutSchemas(rule('DcimDevice', 'checksum')), {}, serverOf([device]));
  });

  test('what neither the files nor the server have is an error', async () => {
    await checkDiagnostics(
      ids,
      withoutSchemas(`
    - name: a
      node_kind: PowerFeed
      #          ^^^^^^^^^ error unknown-node-kind: there is no kind 'PowerFeed'
      mutation_action: updated
      action: run-it
    - name: b
      node_kind: DcimDevice
      mutation_action: updated
      action: run-it
      matches: {kind: CoreNodeTriggerAttributeMatch, data: [{attribute_name: serial_number, value_match: any}]}
      #                                                                      ^^^^^^^^^^^^^ error unknown-match-attribute: serial_number`),
      {},
      serverOf([device]),
    );
  });

  test('without a list of kinds nothing is certain', async () => {
    await checkDiagnostics(
      ids,
      withoutSchemas(`
    - name: a
      node_kind: PowerFeed
      #          ^^^^^^^^^ information unknown-node-kind: If the server has none either
      mutation_action: updated
      action: run-it`),
      {},
      { version: '1.11.9' },
    );
  });

  test('what is in a schema file and not on the server yet is fine, listed or loaded by hand', async () => {
    const schema = `
  #- /schemas/power.yml
  version: "1.0"
  nodes:
    - {name: Feed, namespace: Power, attributes: [{name: checksum, kind: Text, optional: true}]}
  extensions:
    nodes:
      - {kind: DcimDevice, attributes: [{name: serial_number, kind: Text, optional: true}]}
`;
    const triggers = withoutSchemas(rule('PowerFeed', 'checksum') + rule('DcimDevice', 'serial_number'));
    const listed = triggers.replace('objects: [objects]', 'objects: [objects]\n  schemas: [schemas]');
    await checkDiagnostics(ids, listed + schema, {}, serverOf([device]));
    const byHand = withoutSchemas(`
    - name: a
      node_kind: PowerFeed
      #          ^^^^^^^^^ information unknown-node-kind: If the server has none either
      mutation_action: updated
      action: run-it`);
    await checkDiagnostics(ids, byHand + schema, {}, serverOf([device]));
  });

  test('what a file says of a member beats the server, and the server keeps what others added', async () => {
    const pod = serverNode('NetworkPod', {
      inheritFrom: ['GeneratorTarget', 'CoreNode'],
      attributes: [
        serverAttribute('checksum', { inherited: true }),
        serverAttribute('role', { kind: 'Dropdown', choices: [{ name: 'old' }] }),
        serverAttribute('added_elsewhere'),
      ],
    });
    await checkDiagnostics(
      ['unknown-match-attribute', 'impossible-match-value'],
      inNetwork(
        objects(
          'CoreNodeTriggerRule',
          `
      - name: a
        node_kind: NetworkPod
        mutation_action: updated
        action: x
        matches:
          kind: CoreNodeTriggerAttributeMatch
          data:
            - {attribute_name: added_elsewhere, value_match: any}
            - {attribute_name: role, value_match: value, value: storage}
            - {attribute_name: size, value_match: any}
            - {attribute_name: sizes, value_match: any}
            #                  ^^^^^ error unknown-match-attribute: sizes`,
        ),
      ),
      {},
      serverOf([pod]),
    );
  });

  test('a choice that a file adds to a generic is known on a kind that only the server has', async () => {
    const generic = serverNode('GeneratorTarget', { isGeneric: true, inheritFrom: [] });
    const state = serverAttribute('state', { kind: 'Dropdown', choices: [{ name: 'old' }], inherited: true });
    const heir = serverNode('PlantHall', { inheritFrom: ['GeneratorTarget'], attributes: [state] });
    await checkDiagnostics(
      ['impossible-match-value', 'unknown-match-attribute'],
      `
      #- /.infrahub.yml
      schemas: [schemas]
      objects: [objects]
      #- /schemas/target.yml
      version: "1.0"
      generics:
        - name: Target
          namespace: Generator
          attributes: [{name: state, kind: Dropdown, optional: true, choices: [{name: old}, {name: fresh}]}]
      #- /objects/triggers.yml
      kind: Object
      spec:
        kind: CoreNodeTriggerRule
        data:
          - name: a
            node_kind: PlantHall
            mutation_action: updated
            action: x
            matches:
              kind: CoreNodeTriggerAttributeMatch
              data: [{attribute_name: state, value_match: value, value: fresh}]
      `,
      {},
      serverOf([generic, heir]),
    );
  });
});

describe('generators, actions and groups', () => {
  const ids = ['unknown-generator', 'unknown-action', 'unknown-group', 'unknown-target-group'];
  const triggers =
    objects('CoreGeneratorAction', '- {name: a, generator: notify}') +
    objects('CoreGroupAction', '- {name: b, group: leafs, member_action: add_member}') +
    objects('CoreNodeTriggerRule', '- {name: c, node_kind: NetworkPod, mutation_action: updated, action: by-hand}');
  const all = {
    definitions: [{ name: 'notify' }],
    groups: [
      { name: 'leafs', kind: 'CoreStandardGroup' },
      { name: 'pods', kind: 'CoreStandardGroup' },
    ],
    actions: [{ kind: 'CoreGeneratorAction', name: 'by-hand', fields: { generator: 'notify' } }],
  };

  test('what the server has is known', async () => {
    await checkDiagnostics(ids, inNetwork(triggers), {}, serverOf([], all));
  });

  test('what neither the files nor the server have is an error', async () => {
    await checkDiagnostics(
      ids,
      inNetwork(
        objects(
          'CoreGeneratorAction',
          `
      - {name: a, generator: notify}
      #                      ^^^^^^ error unknown-generator: neither in .infrahub.yml nor on the connected server (branch main)
      - {name: a2, generator: PodMaker}
      #                       ^^^^^^^^ error unknown-generator: That is the class of 'make-pod'.`,
        ) +
          objects(
            'CoreGroupAction',
            `
      - {name: b, group: leafs, member_action: add_member}
      #                  ^^^^^ error unknown-group: the connected server (branch main) does not have it. The server refuses this action.`,
          ) +
          objects(
            'CoreNodeTriggerRule',
            `
      - {name: c, node_kind: NetworkPod, mutation_action: updated, action: by-hand}
      #                                                                    ^^^^^^^ error unknown-action: which the connected server (branch main) does not have`,
          ),
      ),
      {},
      serverOf([], { groups: [{ name: 'pods', kind: 'CoreStandardGroup' }] }),
    );
  });

  test('a target group that neither has stops the import: a warning', async () => {
    await checkDiagnostics(
      ids,
      inNetwork('').replace(
        'targets: pods',
        'targets: pods\n    #        ^^^^ warning unknown-target-group: the import stops\n',
      ),
      {},
      serverOf(),
    );
  });

  test('a group that Python names may be made there; a list that is not known proves nothing', async () => {
    const python = '#- /generators/groups.py\nNAMES = ["leafs", "pods"]\n';
    const action = objects(
      'CoreGroupAction',
      `
      - {name: b, group: leafs, member_action: add_member}
      #                  ^^^^^ information unknown-group: If the server has none of that name`,
    );
    await checkDiagnostics(ids, inNetwork(action) + python, {}, serverOf());
    await checkDiagnostics(['unknown-group'], inNetwork(action), {}, { version: '1.11.9', branch: 'main' });
  });

  test('another repository that is open may bring them', async () => {
    const other = '#- /other/.infrahub.yml\nobjects: [objects]\n';
    const marked = (triggers: string): string => inNetwork(triggers) + other;
    await checkDiagnostics(
      ['unknown-generator', 'unknown-action', 'unknown-group'],
      marked(
        objects(
          'CoreGeneratorAction',
          `
      - {name: a, generator: notify}
      #                      ^^^^^^ information unknown-generator: If no other repository does`,
        ) +
          objects(
            'CoreGroupAction',
            `
      - {name: b, group: leafs, member_action: add_member}
      #                  ^^^^^ information unknown-group: If the server has none of that name`,
          ) +
          objects(
            'CoreNodeTriggerRule',
            `
      - {name: c, node_kind: NetworkPod, mutation_action: updated, action: by-hand}
      #                                                                    ^^^^^^^ information unknown-action: If the server has none of that name`,
          ),
      ),
      {},
      serverOf(),
    );
  });

  test('an object file that cannot be read may hold them', async () => {
    const broken = '#- /objects/more.yml\nkind: Object\nspec: {kind: CoreStandardGroup, data: [{na\n';
    const action = (mark: string): string =>
      objects('CoreGroupAction', `\n- {name: b, group: leafs, member_action: add_member}${mark}`);
    const missing = '\n#                  ^^^^^ error unknown-group: does not have it';
    await checkDiagnostics(['unknown-group'], inNetwork(action('')) + broken, {}, serverOf());
    await checkDiagnostics(['unknown-group'], inNetwork(action(missing)), {}, serverOf());
  });

  test('what the server starts is no generator that nothing starts, and no unused action', async () => {
    const rule = { kind: 'CoreNodeTriggerRule', name: 'r', fields: { action: 'a' }, matches: [] };
    const files = inNetwork(objects('CoreGeneratorAction', '- {name: a, generator: make-pod}'));
    await checkDiagnostics('unused-action', files, {}, serverOf([], { rules: [rule] }));
  });
});
