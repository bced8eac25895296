import { test } from 'vitest';
import { checkDiagnostics, checkFix } from '../../support/check';

const rule = 'unknown-object-field';

const schema = `#- /.infrahub.yml
schemas: [schemas]
objects: [objects]
#- /schemas/a.yml
version: "1.0"
`;

const complete = `
    #- /.infrahub.yml
    schemas: [schemas]
    objects: [objects]
    #- /schemas/a.yml
    version: "1.0"
    #- /objects/a.yml`;

test('fields that the kind does not have, nested ones too', async () => {
  await checkDiagnostics(
    rule,
    `${complete}
    kind: Object
    spec:
      kind: CoreNodeTriggerRule
      data:
        - name: a
          node_knd: NetworkPod
        # ^^^^^^^^ error unknown-object-field: Did you mean 'node_kind'?
          event: updated
        # ^^^^^ error unknown-object-field: CoreNodeTriggerRule has no field 'event'.
          id: 1
        # ^^ error unknown-object-field
          member_of_groups: [x]
          object_template: y
          action:
            kind: CoreGeneratorAction
            data: {name: b, generators: c}
            #               ^^^^^^^^^^ error unknown-object-field: Did you mean 'generator'?
          matches:
            kind: CoreNodeTriggerAttributeMatch
            data:
              - {attribute_name: x, values: 1}
              #                     ^^^^^^ error unknown-object-field: Did you mean 'value'?
              - <<: {attribute_name: x}
    `,
  );
});

test('fields of objects of other kinds, where all schemas are known', async () => {
  const objects = `
    #- /schemas/net.yml
    version: "1.0"
    nodes:
      - name: Rack
        namespace: Net
        hierarchical: true
        attributes: [{name: name, kind: Text}]
        relationships:
          - {name: slots, peer: NetSlot, cardinality: many, kind: Component}
      - name: Slot
        namespace: Net
        attributes: [{name: number, kind: Number}]
    #- /objects/b.yml
    kind: Object
    spec:
      kind: NetRack
      data:
        - name: a
          member_of_groups: [racks]
          profiles: [x]
          object_template: y
          slots:
            kind: NetSlot
            data:
              - number: 1
              - nmber: 2
              # ^^^^^ error unknown-object-field: Did you mean 'number'?
              - <<: {number: 1}
          nope: 1
        # ^^^^ error unknown-object-field: NetRack has no field 'nope'
    ---
    kind: Object
    spec:
      kind: NetOther
      data: [{nope: b}]
    ---
    kind: Object
    spec:
      kind: CoreStandardGroup
      data: [{name: a, group_type: default, label: b}]
    #- /tests/data/racks.yml
    kind: Object
    spec:
      kind: NetRack
      data: [{old: b}]
    `;
  await checkDiagnostics(rule, `${complete.replace('#- /objects/a.yml', '')}${objects}`);
  await checkDiagnostics(rule, objects.replaceAll(/# +\^+ error.*/g, ''));
});

test('fields of nested objects whose kind follows from the relationship', async () => {
  await checkDiagnostics(
    rule,
    `
    #- /.infrahub.yml
    schemas: [schemas]
    objects: [objects]
    #- /schemas/net.yml
    version: "1.0"
    generics:
      - {name: Port, namespace: Net, attributes: [{name: name, kind: Text}]}
    nodes:
      - name: Rack
        namespace: Net
        attributes: [{name: name, kind: Text}, {name: notes, kind: JSON}]
        relationships:
          - {name: slots, peer: NetSlot, cardinality: many, kind: Component}
          - {name: ports, peer: NetPort, cardinality: many}
      - name: Slot
        namespace: Net
        attributes: [{name: number, kind: Number}]
        relationships: [{name: rack, peer: NetRack, cardinality: one}]
    #- /objects/b.yml
    kind: Object
    spec:
      kind: NetRack
      data:
        - name: a
          ports: {data: [{nmae: x}]}
          notes: {kind: NetSlot, data: {nmber: 1}}
          slots:
            data:
              - number: 1
              - nmber: 2
              # ^^^^^ error unknown-object-field: NetSlot has no field 'nmber'. Did you mean 'number'?
              - {number: 3, rack: {data: {nmae: b}}}
              #                           ^^^^ error unknown-object-field: NetRack has no field 'nmae'
        - name: b
          slots: [{data: {nmber: 4}}, {kind: , data: {nmber: 5}}, {kind: NetOther, data: {nmber: 6}}]
          #               ^^^^^ error unknown-object-field
          #                                           ^^^^^ error unknown-object-field
          nope: {data: {nmber: 7}}
        # ^^^^ error unknown-object-field
    `,
  );
});

test('fields of pre-releases are the business of another rule', async () => {
  await checkDiagnostics(
    rule,
    `${complete}
    ---
    kind: Object
    spec:
      kind: CoreGroupAction
      data: [{name: a, add_members: true}]
    ---
    kind: Object
    spec:
      kind: CoreGroupTriggerRule
      data: [{name: a, members_added: true, matches: {kind: CoreNodeTriggerRelationshipMatch, data: [{added: true}]}}]
    #                                       ^^^^^^^ error unknown-object-field
    `,
  );
});

test('without the schemas a field may come from an extension', async () => {
  await checkDiagnostics(
    rule,
    `
    kind: Object
    spec:
      kind: CoreNodeTriggerRule
      data:
        - name: a
          owner_team: x
        # ^^^^^^^^^^ information unknown-object-field: if the server does not have it either
          other_team: x
          descripton: x
        # ^^^^^^^^^^ error unknown-object-field
    `,
  );
});

test('the fixes rename or remove', async () => {
  const file = (fields: string): string => `#- /objects/a.yml
kind: Object
spec:
  kind: CoreNodeTriggerRule
  data:
    - name: a
${fields}      active: true
`;
  await checkFix(rule, file('      "node_knd": x\n'), file('      "node_kind": x\n'), "Change to 'node_kind'");
  await checkFix(rule, `${schema}${file('      event: x\n')}`, file(''), "Remove 'event'");
});
