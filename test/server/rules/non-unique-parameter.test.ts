import { test } from 'vitest';
import { checkDiagnostics, checkFix } from '../../support/check';

const rule = 'non-unique-parameter';

const files = (parameters: string, mark = ''): string => `
    #- /schemas/dcim.yml
    version: "1.0"
    nodes:
      - name: Pod
        namespace: Network
        attributes: [{name: name, kind: Text, unique: true}, {name: role, kind: Text}]
        relationships:
          - {name: racks, peer: LocationRack, cardinality: many, identifier: pod__racks}
          - {name: main, peer: LocationRack, cardinality: one, identifier: pod__main}
      - name: Rack
        namespace: Location
        human_friendly_id: [row__value, pod__name__value]
        attributes:
          - {name: name, kind: Text, unique: true}
          - {name: row, kind: Number}
          - {name: label, kind: Text, read_only: true, computed_attribute: {kind: Jinja2, jinja2_template: "{{ name__value }}"}}
        relationships:
          - {name: pod, peer: NetworkPod, cardinality: one, identifier: pod__racks}
          - {name: main_of, peer: NetworkPod, cardinality: one, identifier: pod__main}
    #- /objects/racks.yml
    kind: Object
    spec:
      kind: LocationRack
      data:
        - {name: r1, member_of_groups: [racks]}
    #- /.infrahub.yml
    schemas: [schemas]
    objects: [objects]
    generator_definitions:
      - name: a
        file_path: a.py
        query: rack
        targets: racks
        parameters: ${parameters}
    ${mark}
    `;

test('parameters that several racks share', async () => {
  await checkDiagnostics(
    rule,
    files(
      '{a: row__value}',
      "#                   ^^^^^^^^^^ warning non-unique-parameter: alike in 'row__value', which is not unique for LocationRack",
    ),
  );
  await checkDiagnostics(
    rule,
    files('{a: pod__name__value}', '#                   ^^^^^^^^^^^^^^^^ warning non-unique-parameter'),
  );
});

test.each([
  '{a: name__value}',
  '{a: id}',
  '{a: row__value, b: pod__name__value}',
  '{a: row__value, b: name__value}',
  '{a: main_of__name__value}',
  '{a: label__value}',
  '{a: nope__value}',
  '{}',
])('parameters that name one rack, or where that cannot be told: %s', async (parameters) => {
  await checkDiagnostics(rule, files(parameters));
});

test('the fix takes a unique attribute', async () => {
  await checkFix(rule, files('{a: row__value}'), files('{a: name__value}'));
});
