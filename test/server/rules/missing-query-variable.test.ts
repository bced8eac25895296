import { test } from 'vitest';
import { checkDiagnostics, checkFix } from '../../support/check';

const rule = 'missing-query-variable';

test('required variables that nobody gives', async () => {
  await checkDiagnostics(
    rule,
    `
    #- /rack.gql
    query rack($rack_name: String!, $limit: Int, $size: Int! = 3) { LocationRack(name__value: $rack_name) { count } }
    #- /check.py
    class Check(InfrahubCheck):
        query = "rack"
    #- /own.py
    class Check(InfrahubCheck):
        query = "rack"
        async def collect_data(self): ...
    #- /.infrahub.yml
    queries:
      - {name: rack, file_path: rack.gql}
    generator_definitions:
      - {name: a, file_path: a.py, query: rack, targets: racks}
    #    ^^^^^^^ error missing-query-variable: query rack needs $rack_name
      - {name: b, file_path: a.py, query: rack, targets: racks, parameters: {limit: id}}
    #                                                           ^^^^^^^^^^ error missing-query-variable
      - {name: c, file_path: a.py, query: rack, targets: racks, parameters: {rack_name: name__value}}
      - {name: d, file_path: a.py, query: other, targets: racks}
    check_definitions:
      - {name: global, file_path: check.py}
      - {name: racks, file_path: check.py, targets: racks}
    #    ^^^^^^^^^^^ error missing-query-variable
      - {name: own, file_path: own.py, targets: racks}
    `,
  );
});

test('parameters that are no mapping are told of as such only', async () => {
  for (const parameters of ['[{rack_name: id}]', 'rack_name', '[]'])
    await checkDiagnostics(
      rule,
      `
      #- /rack.gql
      query rack($rack_name: String!) { LocationRack(name__value: $rack_name) { count } }
      #- /.infrahub.yml
      queries:
        - {name: rack, file_path: rack.gql}
      generator_definitions:
        - {name: a, file_path: a.py, query: rack, targets: racks, parameters: ${parameters}}
      `,
    );
});

test('the fix maps the variable to an attribute that it is named after', async () => {
  await checkFix(
    rule,
    `
    #- /schemas/rack.yml
    version: "1.0"
    nodes:
      - name: Rack
        namespace: Location
        attributes: [{name: name, kind: Text, unique: true}, {name: shortname, kind: Text}]
    #- /rack.gql
    query rack($rack_name: String!, $rack_shortname: String!) { LocationRack(name__value: $rack_name) { count } }
    #- /.infrahub.yml
    schemas: [schemas]
    queries: [{name: rack, file_path: rack.gql}]
    generator_definitions:
      - name: a
        file_path: a.py
        query: rack
        targets: racks # all
        execute_after_merge: false
    `,
    `
    #- /.infrahub.yml
    schemas: [schemas]
    queries: [{name: rack, file_path: rack.gql}]
    generator_definitions:
      - name: a
        file_path: a.py
        query: rack
        targets: racks # all
        parameters:
          rack_name: name__value
          rack_shortname: shortname__value
        execute_after_merge: false
    `,
  );
});
