import { describe, expect, it } from 'vitest';
import { locate } from '../../../server/src/base/place';
import { coreKinds } from '../../../server/src/data/coreKinds';
import { serverVersions } from '../../../server/src/data/versions';
import { buildKindModel } from '../../../server/src/model/kinds/kindModel';
import { kindModel } from './model';

const fabric = `
generics:
  - name: Target
    namespace: Generator
    attributes:
      - {name: checksum, kind: Text, optional: true}
nodes:
  - name: Rack
    namespace: Location
    inherit_from: [GeneratorTarget]
    attributes:
      - {name: name, kind: Text, unique: true}
    relationships:
      - {name: pod, peer: NetworkPod, cardinality: one, optional: true}
  - name: Pod
    namespace: Network
    inherit_from: [GeneratorTarget]
    attributes:
      - {name: name, kind: Text}
      - {name: role, kind: Dropdown, default_value: fabric, choices: [{name: fabric}]}
      - {name: old, kind: Text, deprecation: use role}
    relationships:
      - {name: racks, peer: LocationRack}
`;

describe('members of a kind', () => {
  const model = kindModel([fabric]);

  it('are its own, those of its generics and those the server adds', () => {
    // The fields of LocationRack on a live 1.11.9 server (facts/versions/graphql-derivation.md §7).
    const rack = model.get('LocationRack');
    expect([...(rack?.attributes.keys() ?? [])]).toEqual(['name', 'checksum']);
    expect([...(rack?.relationships.keys() ?? [])].sort()).toEqual([
      'member_of_groups',
      'pod',
      'profiles',
      'subscriber_of_groups',
    ]);
    expect(rack).toMatchObject({ origin: 'schema', incomplete: false, branch: 'aware', isGeneric: false });
    expect(model.attribute('LocationRack', 'checksum')).toMatchObject({ inheritedFrom: 'GeneratorTarget' });
    expect(model.attribute('LocationRack', 'name')?.inheritedFrom).toBeUndefined();
  });

  it('say where they are declared', () => {
    const place = model.attribute('LocationRack', 'checksum')?.declaredAt;
    const at = place && locate(place);
    expect(at?.uri).toBe('/1.yml');
    expect(fabric.slice(at?.range.start, at?.range.end)).toBe('checksum');
    const kind = model.get('LocationRack')?.declaredAt;
    expect(kind && fabric.slice(kind.range.start, kind.range.end)).toBe('Rack');
    expect(model.relationship('LocationRack', 'profiles')?.declaredAt).toBeUndefined();
    expect(model.get('CoreNode')?.declaredAt).toBeUndefined();
  });

  it('are optional with a default or a deprecation', () => {
    expect(model.attribute('NetworkPod', 'name')?.optional).toBe(false);
    expect(model.attribute('NetworkPod', 'role')).toMatchObject({ optional: true, default: 'fabric' });
    expect(model.attribute('NetworkPod', 'role')?.choices?.map((choice) => choice.name)).toEqual(['fabric']);
    expect(model.attribute('NetworkPod', 'old')?.optional).toBe(true);
  });

  it('replace members of the same name of a generic', () => {
    const own = kindModel([
      `
generics: [{name: Base, namespace: Test, attributes: [{name: name, kind: Text, label: Theirs}]}]
nodes: [{name: Leaf, namespace: Test, inherit_from: [TestBase], attributes: [{name: name, kind: Text, label: Ours}]}]
`,
    ]).attribute('TestLeaf', 'name');
    expect(own).toMatchObject({ label: 'Ours' });
    expect(own?.inheritedFrom).toBeUndefined();
  });

  it('get the identifier of the server: both kinds in order', () => {
    expect(model.relationship('LocationRack', 'pod')?.identifier).toBe('locationrack__networkpod');
    expect(model.relationship('NetworkPod', 'racks')).toMatchObject({
      identifier: 'locationrack__networkpod',
      cardinality: 'many',
      optional: true,
    });
  });

  it('are those of the server for every core kind of every version', () => {
    for (const version of serverVersions) {
      const kinds = coreKinds(version);
      const core = buildKindModel({ serverKinds: kinds, schemas: [], complete: true });
      for (const kind of kinds) {
        const seen = core.get(kind.kind);
        expect(seen?.incomplete, kind.kind).toBe(false);
        const own = (name: string) => kind.attributes.find((attribute) => attribute.name === name);
        expect([...(seen?.attributes.values() ?? [])].map((item) => [item.name, item.optional, item.branch])).toEqual(
          kind.attributes.map((item) => [item.name, item.optional, own(item.name)?.branch]),
        );
        expect([...(seen?.relationships.keys() ?? [])]).toEqual(kind.relationships.map((item) => item.name));
        for (const member of [...kind.attributes, ...kind.relationships]) {
          const resolved = seen?.attributes.get(member.name) ?? seen?.relationships.get(member.name);
          expect(resolved?.inheritedFrom !== undefined, `${kind.kind}.${member.name}`).toBe(member.inherited ?? false);
        }
        expect(seen?.humanFriendlyId).toEqual(kind.humanFriendlyId);
        expect(seen?.hierarchy ?? (seen?.hierarchical ? kind.kind : undefined)).toEqual(
          kind.hierarchy ?? (kind.hierarchical ? kind.kind : undefined),
        );
      }
    }
  });
});

describe('properties of a kind', () => {
  it('come from its generics, the human-friendly id from a unique attribute', () => {
    const model = kindModel([
      `
generics:
  - {name: Device, namespace: Dcim, human_friendly_id: [name__value], default_filter: name__value,
     attributes: [{name: name, kind: Text}]}
nodes:
  - {name: Router, namespace: Dcim, inherit_from: [DcimDevice]}
  - {name: Switch, namespace: Dcim, inherit_from: [DcimDevice], human_friendly_id: [serial__value, name__value]}
  - {name: Cable, namespace: Dcim, attributes: [{name: length, kind: Number}, {name: label, kind: Text, unique: true}]}
  - {name: Port, namespace: Dcim, uniqueness_constraints: [[device, name__value], [serial__value]],
     attributes: [{name: serial, kind: Text}]}
  - {name: Fan, namespace: Dcim, attributes: [{name: speed, kind: Number}]}
`,
    ]);
    const ids = ['DcimRouter', 'DcimSwitch', 'DcimCable', 'DcimPort', 'DcimFan'].map(
      (kind) => model.get(kind)?.humanFriendlyId,
    );
    expect(ids).toEqual([
      ['name__value'],
      ['serial__value', 'name__value'],
      ['label__value'],
      ['serial__value'],
      undefined,
    ]);
    expect(model.get('DcimRouter')?.defaultFilter).toBe('name__value');
  });

  it('give attributes the branch support of the kind, unless they or their generic say otherwise', () => {
    const model = kindModel([
      `
generics:
  - {name: Base, namespace: Test, attributes: [{name: one, kind: Text}, {name: two, kind: Text, branch: local},
     {name: four, kind: Text, branch: aware}]}
nodes:
  - {name: Leaf, namespace: Test, branch: agnostic, inherit_from: [TestBase], attributes: [{name: three, kind: Text}]}
`,
    ]);
    const attributes = [...(model.get('TestLeaf')?.attributes.values() ?? [])];
    expect(attributes.map(({ name, branch }) => `${name} ${branch}`)).toEqual([
      'three agnostic',
      'one agnostic',
      'two local',
      'four agnostic',
    ]);
  });
});

describe('extensions and repeated declarations', () => {
  it('add members to schema and core kinds, and to the heirs of a generic', () => {
    const model = kindModel([
      `extensions: {nodes: [{kind: NetworkPod, attributes: [{name: extra, kind: Text}]},
        {kind: CoreGroup, attributes: [{name: colour, kind: Text}]}, {kind: NoSuchKind}]}`,
      fabric,
      'nodes: [{name: Pod, namespace: Network, label: Second, attributes: [{name: later, kind: Text}]}]',
    ]);
    expect([...(model.get('NetworkPod')?.attributes.keys() ?? [])]).toEqual([
      'name',
      'role',
      'old',
      'later',
      'extra',
      'checksum',
    ]);
    expect(model.get('NetworkPod')?.label).toBe('Second');
    expect(model.attribute('CoreStandardGroup', 'colour')?.inheritedFrom).toBe('CoreGroup');
    expect(model.get('NoSuchKind')).toBeUndefined();
  });

  it('leave out what a file removes', () => {
    const model = kindModel([
      `nodes: [{name: Old, namespace: Test, state: absent},
        {name: New, namespace: Test, attributes: [{name: gone, kind: Text, state: absent}]}]`,
    ]);
    expect(model.get('TestOld')).toBeUndefined();
    expect([...(model.get('TestNew')?.attributes.keys() ?? ['x'])]).toEqual([]);
  });
});

describe('hierarchies', () => {
  const model = kindModel([
    `
generics:
  - {name: Generic, namespace: Location, hierarchical: true, attributes: [{name: name, kind: Text}]}
nodes:
  - {name: Site, namespace: Location, inherit_from: [LocationGeneric], parent: "", children: LocationRow}
  - {name: Row, namespace: Location, inherit_from: [LocationGeneric], parent: LocationSite, children: ""}
`,
  ]);

  it('add parent and children, mandatory below one certain kind', () => {
    expect(model.get('LocationRow')).toMatchObject({ hierarchy: 'LocationGeneric', inheritFrom: ['LocationGeneric'] });
    expect(model.relationship('LocationRow', 'parent')).toMatchObject({
      peer: 'LocationSite',
      cardinality: 'one',
      kind: 'Hierarchy',
      optional: false,
      identifier: 'parent__child',
    });
    expect(model.relationship('LocationSite', 'parent')).toMatchObject({ peer: 'LocationGeneric', optional: true });
    expect(model.relationship('LocationSite', 'children')).toMatchObject({ peer: 'LocationRow', cardinality: 'many' });
    expect(model.relationship('LocationGeneric', 'children')?.peer).toBe('LocationGeneric');
  });

  it('give heirs of core hierarchies their own relations', () => {
    const ipam = kindModel(['nodes: [{name: Prefix, namespace: Ipam, inherit_from: [BuiltinIPPrefix]}]']);
    expect(ipam.relationship('IpamPrefix', 'parent')).toMatchObject({ peer: 'BuiltinIPPrefix', readOnly: true });
    expect(ipam.relationship('IpamPrefix', 'ip_namespace')?.inheritedFrom).toBe('BuiltinIPPrefix');
    expect(ipam.relationship('IpamPrefix', 'profiles')?.inheritedFrom).toBeUndefined();
    const group = kindModel(['nodes: [{name: Team, namespace: Acme, inherit_from: [CoreGroup]}]']);
    expect(group.relationship('AcmeTeam', 'members')?.inheritedFrom).toBe('CoreGroup');
    expect(group.relationship('AcmeTeam', 'member_of_groups')).toBeUndefined();
  });
});

describe('questions about kinds', () => {
  const model = kindModel([fabric]);

  it('knows heirs and ancestors', () => {
    expect(model.heirs('GeneratorTarget').map((kind) => kind.kind)).toEqual(['LocationRack', 'NetworkPod']);
    expect(model.heirs('LocationRack')).toEqual([]);
    expect(model.isA('LocationRack', 'GeneratorTarget')).toBe(true);
    expect(model.isA('LocationRack', 'LocationRack')).toBe(true);
    expect(model.isA('LocationRack', 'CoreNode')).toBe(true);
    expect(model.isA('CoreStandardGroup', 'CoreGroup')).toBe(true);
    expect(model.isA('GeneratorTarget', 'LocationRack')).toBe(false);
    expect(model.isA('Nope', 'CoreNode')).toBe(false);
    expect(model.heirs('CoreNode').map((kind) => kind.kind)).toContain('NetworkPod');
  });

  it('tells nodes from generics', () => {
    expect(model.generics().map((kind) => kind.kind)).toContain('GeneratorTarget');
    expect(model.nodes().map((kind) => kind.kind)).toContain('NetworkPod');
    expect(model.all()).toHaveLength(model.nodes().length + model.generics().length);
    expect(['NetworkPod', 'GeneratorTarget', 'Nope'].map(model.emitsEvents)).toEqual([true, false, false]);
  });

  it('keeps no state in the input and gives the same kind twice', () => {
    expect(model.get('NetworkPod')).toBe(model.get('NetworkPod'));
    expect(kindModel([fabric]).get('NetworkPod')).toEqual(model.get('NetworkPod'));
  });
});

describe('what is not known', () => {
  it.each([
    ['an unknown generic', '{name: Leaf, namespace: Test, inherit_from: [TestMissing]}'],
    ['a node as generic', '{name: Leaf, namespace: Test, inherit_from: [BuiltinTag]}'],
    ['itself', '{name: Leaf, namespace: Test, inherit_from: [TestLeaf]}'],
    [
      'a cycle',
      '{name: Leaf, namespace: Test, inherit_from: [TestTwo]}, {name: Two, namespace: Test, inherit_from: [TestLeaf]}',
    ],
    ['an unreadable member', '{name: Leaf, namespace: Test, attributes: [name]}'],
  ])('makes the kind incomplete: %s', (_, nodes) => {
    expect(kindModel([`nodes: [${nodes}]`]).get('TestLeaf')?.incomplete).toBe(true);
  });

  it('says whether all schemas were read', () => {
    expect(kindModel([], false).complete).toBe(false);
    expect(kindModel([]).get('NetworkPod')).toBeUndefined();
  });

  it('is bounded when thousands of kinds inherit thousands of members', () => {
    const attributes = Array.from({ length: 1_000 }, (_, n) => `    - {name: a${n}, kind: Text}`);
    const nodes = Array.from({ length: 1_000 }, (_, n) => `  - {name: K${n}, namespace: Net, inherit_from: [NetBase]}`);
    const yaml = [
      'generics:',
      '  - name: Base',
      '    namespace: Net',
      '    attributes:',
      ...attributes,
      'nodes:',
      ...nodes,
    ];
    const model = kindModel([yaml.join('\n')]);
    expect(model.get('NetK0')).toMatchObject({ incomplete: false });
    const last = model.all().at(-1);
    expect(last).toMatchObject({ kind: 'NetK999', incomplete: true });
  });
});
