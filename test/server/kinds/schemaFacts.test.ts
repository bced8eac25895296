import { describe, expect, it } from 'vitest';
import { runToEnd } from '../../../server/src/base/steps';
import { schemaFactsInSteps } from '../../../server/src/model/kinds/schemaFacts';
import type { YamlNode } from '../../../server/src/syntax/yaml/nodes';
import { parseYaml } from '../../../server/src/syntax/yaml/parse';

const schemaFacts = (root: YamlNode | undefined) => runToEnd(schemaFactsInSteps(root));

const schema = `
version: "1.0"
generics:
  - name: Target
    namespace: Generator
    attributes:
      - name: checksum
        kind: Text
        optional: true
nodes:
  - name: Pod
    namespace: Network
    label: Pod
    description: A pod
    branch: agnostic
    inherit_from: [GeneratorTarget]
    human_friendly_id: [name__value]
    default_filter: name__value
    display_label: "{{ name__value }}"
    uniqueness_constraints:
      - [parent, name__value]
    parent: ""
    generate_profile: false
    generate_template: yes
    attributes:
      - {name: name, kind: Text, unique: true}
      - name: role
        kind: Dropdown
        default_value: spine
        choices:
          - {name: spine, label: Spine, description: Top}
          - name: leaf
      - name: size
        kind: Number
        enum: [1, 2]
        read_only: true
        computed_attribute: {kind: Jinja2, jinja2_template: "{{ x }}"}
      - name: gone
        kind: Text
        state: absent
    relationships:
      - name: racks
        peer: LocationRack
        kind: Component
        identifier: pod__rack
        direction: inbound
      - {name: fabric, peer: NetworkFabric, kind: Parent, cardinality: one, optional: false}
extensions:
  nodes:
    - kind: CoreStandardGroup
      attributes:
        - {name: colour, kind: Text, optional: true}
`;

describe('schemaFacts', () => {
  const facts = schemaFacts(parseYaml(schema).root);
  const text = (at: { range: { start: number; end: number } } | undefined) =>
    at && schema.slice(at.range.start, at.range.end);

  it('reads nodes with the range of every name', () => {
    const [pod] = facts.nodes;
    expect(pod).toMatchObject({
      kind: 'NetworkPod',
      isGeneric: false,
      label: 'Pod',
      description: 'A pod',
      branch: 'agnostic',
      parent: { value: '' },
      generateProfile: false,
      generateTemplate: true,
      absent: false,
      malformed: false,
    });
    expect([text(pod?.name), text(pod?.namespace)]).toEqual(['Pod', 'Network']);
    expect(pod?.inheritFrom.map(text)).toEqual(['GeneratorTarget']);
    expect(pod?.humanFriendlyId?.map(text)).toEqual(['name__value']);
    expect(pod?.uniquenessConstraints?.map((paths) => paths.map(text))).toEqual([['parent', 'name__value']]);
    expect(text(pod?.defaultFilter)).toBe('name__value');
    expect(pod?.displayLabel?.value).toBe('{{ name__value }}');
  });

  it('reads attributes', () => {
    const attributes = facts.nodes[0]?.attributes ?? [];
    expect(attributes.map((attribute) => text(attribute.name))).toEqual(['name', 'role', 'size', 'gone']);
    expect(attributes[0]).toMatchObject({ optional: false, unique: true, readOnly: false, hasDefault: false });
    expect(attributes[1]).toMatchObject({ hasDefault: true, default: 'spine', kind: { value: 'Dropdown' } });
    expect(attributes[1]?.choices?.map(({ name, ...rest }) => [text(name), rest])).toEqual([
      ['spine', { label: 'Spine', description: 'Top' }],
      ['leaf', {}],
    ]);
    expect(attributes[2]).toMatchObject({ readOnly: true, computedBy: 'Jinja2' });
    expect(attributes[2]?.enum?.map((item) => [item.value, text(item)])).toEqual([
      [1, '1'],
      [2, '2'],
    ]);
    expect(attributes[3]?.absent).toBe(true);
  });

  it('reads relationships with the defaults of the loader', () => {
    const [racks, fabric] = facts.nodes[0]?.relationships ?? [];
    expect(racks).toMatchObject({
      kind: 'Component',
      cardinality: 'many',
      optional: true,
      direction: 'inbound',
      identifier: { value: 'pod__rack' },
    });
    expect([text(racks?.name), text(racks?.peer)]).toEqual(['racks', 'LocationRack']);
    expect(fabric).toMatchObject({ kind: 'Parent', cardinality: 'one', optional: false, direction: 'bidirectional' });
  });

  it('reads generics and extensions', () => {
    expect(facts.generics.map(({ kind, isGeneric }) => [kind, isGeneric])).toEqual([['GeneratorTarget', true]]);
    const [extension] = facts.extensions;
    expect(text(extension?.kind)).toBe('CoreStandardGroup');
    expect(extension?.attributes.map((attribute) => attribute.name.value)).toEqual(['colour']);
  });

  it('skips what it cannot read and says so', () => {
    const read = (yaml: string) => schemaFacts(parseYaml(yaml).root);
    expect(read('')).toEqual({ nodes: [], generics: [], extensions: [], whole: true });
    expect(read('- a')).toEqual({ nodes: [], generics: [], extensions: [], whole: false });
    expect(read('nodes: 3\ngenerics: {a: b}\nextensions: [x]').nodes).toEqual([]);
    const half = read(
      'nodes:\n  - name: Pod\n    namespace: Net\n    attributes:\n      - name: ok\n      - nam\n  - x\n  -',
    );
    expect(half.nodes.map(({ kind, malformed }) => [kind, malformed])).toEqual([['NetPod', true]]);
    expect(read('nodes: [{name: Pod, namespace: Net, attributes: , relationships: x}]').nodes[0]?.malformed).toBe(true);
    expect(read('nodes: [{name: Pod, namespace: Net, attributes: }]').nodes[0]?.malformed).toBe(false);
    const member = 'name: a, peer: b, kind: Parent';
    for (const half of [
      'cardinality: on',
      'optional: tru',
      'state: abs',
      'direction: in',
      'kind: ',
      'identifier: ""',
    ]) {
      const { nodes, whole } = read(`nodes: [{name: Pod, namespace: Net, relationships: [{${member}, ${half}}]}]`);
      expect([nodes[0]?.relationships, nodes[0]?.malformed, whole], half).toEqual([[], true, false]);
    }
    for (const half of [
      'node: []',
      'version: "1"\nnods: []',
      'nodes: {}',
      'nodes: [{name: a}]',
      'extensions: {nodes: [a]}',
    ]) {
      expect(read(half).whole, half).toBe(false);
    }
    expect(read('version: "1.0"\nnodes:\ngenerics: []\nextensions: {nodes: []}').whole).toBe(true);
  });

  it('never throws on any prefix', () => {
    for (let length = 0; length <= schema.length; length += 3) schemaFacts(parseYaml(schema.slice(0, length)).root);
  });

  it('follows aliases and merge keys and survives a node that contains itself', () => {
    const yaml = 'x: &n {name: Pod, namespace: Net}\nnodes:\n  - <<: *n\n    attributes: &a\n      - *a\n  - *missing';
    expect(schemaFacts(parseYaml(yaml).root).nodes.map((node) => node.kind)).toEqual(['NetPod']);
  });

  it('is bounded on aliases that stand for millions of members', () => {
    const attributes = Array.from({ length: 2_000 }, (_, n) => `  - {name: a${n}, kind: Text, choices: *c}`);
    const yaml = [
      'choices: &c',
      ...Array.from({ length: 2_000 }, (_, n) => `  - {name: c${n}}`),
      'attributes: &a',
      ...attributes,
      'nodes:',
      ...Array.from({ length: 2_000 }, (_, n) => `  - {name: K${n}, namespace: Net, attributes: *a}`),
    ].join('\n');
    const { root } = parseYaml(yaml);
    const started = performance.now();
    const { nodes } = schemaFacts(root);
    expect(performance.now() - started).toBeLessThan(2_000);
    expect(nodes).toHaveLength(2_000);
    expect(nodes.at(-1)?.malformed).toBe(true);
  });
});
