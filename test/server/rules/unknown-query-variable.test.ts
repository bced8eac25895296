import { expect, test } from 'vitest';
import { recordedInput } from '../../evidence/recorded';
import { checkDiagnostics, checkFix } from '../../support/check';

const rule = 'unknown-query-variable';

test('parameters that the query does not declare', async () => {
  expect(recordedInput('config', 'cfg10-parameter-of-no-variable').accepted).toBe(true);
  await checkDiagnostics(
    rule,
    `
    #- /rack.gql
    query rack($rack_name: String!, $limit: Int) { LocationRack(name__value: $rack_name, limit: $limit) { count } }
    #- /none.gql
    query none { LocationRack { count } }
    #- /check.py
    class Check(InfrahubCheck):
        query = "rack"
    #- /.infrahub.yml
    queries:
      - {name: rack, file_path: rack.gql}
      - {name: none, file_path: none.gql}
    jinja2_transforms:
      - {name: t, query: rack, template_path: t.j2}
    generator_definitions:
      - {name: a, file_path: a.py, query: rack, targets: racks, parameters: {name: name__value}}
    #                                                                        ^^^^ warning unknown-query-variable: does not read it (it has $rack_name, $limit)
      - {name: b, file_path: a.py, query: none, targets: racks, parameters: {name: name__value}}
    #                                                                        ^^^^ warning unknown-query-variable: it has no variables
      - {name: c, file_path: a.py, query: rack, targets: racks, parameters: {rack_name: name__value}}
    check_definitions:
      - {name: a, file_path: check.py, targets: racks, parameters: {rack_nam: name__value}}
    #                                                               ^^^^^^^^ warning unknown-query-variable: Did you mean 'rack_name'?
      - {name: global, file_path: check.py, parameters: {anything: 1}}
    artifact_definitions:
      - {name: a, content_type: text/plain, targets: racks, transformation: t, parameters: {nam: name__value}}
    #                                                                                       ^^^ warning unknown-query-variable
    `,
  );
});

test('nothing is said about a query that cannot be read for sure', async () => {
  await checkDiagnostics(
    rule,
    `
    #- /two.gql
    query a($x: String) { A { count } }
    query b($y: String) { A { count } }
    #- /broken.gql
    query a($x: String) { A {
    #- /.infrahub.yml
    queries:
      - {name: two, file_path: two.gql}
      - {name: broken, file_path: broken.gql}
      - {name: gone, file_path: gone.gql}
    generator_definitions:
      - {name: a, file_path: a.py, query: two, targets: racks, parameters: {z: name__value}}
      - {name: b, file_path: a.py, query: broken, targets: racks, parameters: {z: name__value}}
      - {name: c, file_path: a.py, query: gone, targets: racks, parameters: {z: name__value}}
      - {name: d, file_path: a.py, query: unknown, targets: racks, parameters: {z: name__value}}
    `,
  );
});

test('the fix renames to the variable that is not given yet', async () => {
  await checkFix(
    rule,
    `
    #- /rack.gql
    query rack($rack_name: String!, $site: String) { LocationRack(name__value: $rack_name) { count } }
    #- /.infrahub.yml
    queries: [{name: rack, file_path: rack.gql}]
    generator_definitions:
      - name: a
        file_path: a.py
        query: rack
        targets: racks
        parameters: {"name": name__value, site: site__name__value}
    `,
    `
    #- /.infrahub.yml
    queries: [{name: rack, file_path: rack.gql}]
    generator_definitions:
      - name: a
        file_path: a.py
        query: rack
        targets: racks
        parameters: {"rack_name": name__value, site: site__name__value}
    `,
  );
});
