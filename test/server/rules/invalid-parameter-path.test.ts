import { expect, test } from 'vitest';
import { recordedInput } from '../../evidence/recorded';
import { checkDiagnostics, checkFix, fixTitles } from '../../support/check';

const rule = 'invalid-parameter-path';

const schema = `
    #- /schemas/dcim.yml
    version: "1.0"
    nodes:
      - name: Pod
        namespace: Network
        human_friendly_id: [name__value]
        attributes: [{name: name, kind: Text, unique: true}]
        relationships: [{name: racks, peer: LocationRack, cardinality: many, identifier: pod__racks, kind: Component}]
      - name: Rack
        namespace: Location
        attributes: [{name: name, kind: Text, unique: true}, {name: row, kind: Number}]
        relationships: [{name: pod, peer: NetworkPod, cardinality: one, identifier: pod__racks, kind: Parent}]`;

const members = `
    #- /objects/racks.yml
    kind: Object
    spec:
      kind: LocationRack
      data:
        - {name: r1, member_of_groups: [racks]}`;

test('paths that the members of the group do not have', async () => {
  expect(recordedInput('config', 'cfg12-parameter-path-without-value').accepted).toBe(true);
  await checkDiagnostics(
    rule,
    `${schema}${members}
    #- /.infrahub.yml
    schemas: [schemas]
    objects: [objects]
    generator_definitions:
      - name: a
        file_path: a.py
        query: rack
        targets: racks
        parameters:
          a: nmae__value
    #        ^^^^^^^^^^^ warning invalid-parameter-path: LocationRack has no attribute or relationship 'nmae'. Did you mean 'name__value'?
          b: name
    #        ^^^^ warning invalid-parameter-path: 'name' stops at 'name' of LocationRack
          c: pod
    #        ^^^ warning invalid-parameter-path: stops at 'pod' of LocationRack
          d: pod__racks__name__value
    #        ^^^^^^^^^^^^^^^^^^^^^^^ warning invalid-parameter-path: 'racks' of NetworkPod leads to many objects
          e: pod__name__value
          f: id
          g: pod__id
          h: row__value
    `,
  );
});

test('a slip of id', async () => {
  await checkDiagnostics(
    rule,
    `${schema}${members}
    #- /.infrahub.yml
    schemas: [schemas]
    objects: [objects]
    generator_definitions:
      - name: a
        file_path: a.py
        query: rack
        targets: racks
        parameters:
          a: ids
    #        ^^^ warning invalid-parameter-path: no attribute or relationship 'ids'. Did you mean 'id'?
    `,
  );
});

test('nothing certain: schemas that are missing, groups without known members', async () => {
  const config = (rest: string): string => `
    #- /.infrahub.yml
    ${rest}
    generator_definitions:
      - {name: a, file_path: a.py, query: rack, targets: racks, parameters: {a: nmae__value}}
    `;
  await checkDiagnostics(
    rule,
    `${schema}${members}${config('{schemas: [schemas, more.yml], objects: [objects]}').replace(/\{(schemas.*), (objects.*)\}/, '$1\n    $2')}`,
  );
  await checkDiagnostics(rule, `${schema}${config('schemas: [schemas]')}`);
});

test('the kinds of rules, and of the query when there is nothing better', async () => {
  const files = (mark: string, trigger = ''): string => `${schema}${trigger}
    #- /rack.gql
    query rack($a: String!) { LocationRack(name__value: $a) { count } }
    #- /.infrahub.yml
    schemas: [schemas]
    objects: [objects]
    queries: [{name: rack, file_path: rack.gql}]
    generator_definitions:
      - {name: a, file_path: a.py, query: rack, targets: racks, parameters: {a: barent__value}}
    #                                                                           ^^^^^^^^^^^^^ ${mark}
    `;
  await checkDiagnostics(rule, files('warning invalid-parameter-path: LocationRack has no'));
  const trigger = `
    #- /objects/triggers.yml
    ---
    kind: Object
    spec: {kind: CoreGeneratorAction, data: [{name: run, generator: a}]}
    ---
    kind: Object
    spec: {kind: CoreNodeTriggerRule, data: [{name: rule, node_kind: NetworkPod, mutation_action: updated, action: run}]}`;
  await checkDiagnostics(rule, files('warning invalid-parameter-path: NetworkPod has no', trigger));
  // A query may begin at the parent of its targets: a path that some kind has proves nothing then.
  const other = files('').replace('LocationRack(', 'NetworkPod(').replace('barent__value', 'pod__name__value');
  await checkDiagnostics(rule, other.replace(/ *#  +\^+ */, ''));
});

test('the fixes are paths that work', async () => {
  const before = `${schema}${members}
    #- /.infrahub.yml
    schemas: [schemas]
    objects: [objects]
    generator_definitions:
      - {name: a, file_path: a.py, query: rack, targets: racks, parameters: {a: 'pod__nam__value'}}
    `;
  expect(await fixTitles(rule, before)).toContain("Change to 'pod__name__value'");
  await checkFix(
    rule,
    before,
    `
    #- /.infrahub.yml
    schemas: [schemas]
    objects: [objects]
    generator_definitions:
      - {name: a, file_path: a.py, query: rack, targets: racks, parameters: {a: 'pod__name__value'}}
    `,
  );
});
