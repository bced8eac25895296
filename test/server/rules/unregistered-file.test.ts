import { test } from 'vitest';
import { checkDiagnostics, checkFix } from '../../support/check';

const rule = 'unregistered-file';

test('queries and classes that .infrahub.yml does not name', async () => {
  await checkDiagnostics(
    rule,
    `
    #- /queries/rack.gql
    query rack { __typename }
    #- /queries/pod.gql
    query pod { __typename }
    #     ^^^ information unregistered-file: no entry of .infrahub.yml names this file
    #- /queries/parts.gql
    fragment a on CoreNode { id }
    #- /queries/change.gql
    mutation change { X { ok } }
    #- /queries/script.gql
    query script { __typename }
    #- /scripts/run.py
    text = open("queries/script.gql").read()
    #- /tests/test_rack.gql
    query test { __typename }
    #- /generators/a.py
    from infrahub_sdk.generator import InfrahubGenerator
    class Common(InfrahubGenerator):
        async def generate(self, data): self.x = 1
    class Used(Common):
        async def generate(self, data): self.x = 1
    class Forgotten(InfrahubGenerator):
    #     ^^^^^^^^^ information unregistered-file: Forgotten never runs: no generator definition
        async def generate(self, data): self.x = 1
    class Abstract(InfrahubGenerator):
        async def generate(self, data): ...
    #- /.infrahub.yml
    queries: [{name: rack, file_path: queries/rack.gql}]
    generator_definitions: [{name: a, query: rack, file_path: generators/a.py, class_name: Used, targets: a}]
    `,
  );
});

test('the fixes add an entry', async () => {
  await checkFix(
    rule,
    `
    #- /queries/pod.gql
    query get_pod { __typename }
    #- /.infrahub.yml
    queries: []
    `,
    `
    #- /.infrahub.yml
    queries:
      - name: get_pod
        file_path: queries/pod.gql
    `,
  );
  await checkFix(
    rule,
    `
    #- /generators/make_rack.py
    from infrahub_sdk.generator import InfrahubGenerator
    class MakeRack(InfrahubGenerator):
        async def generate(self, data): self.x = 1
    #- /.infrahub.yml
    queries: [{name: pod, file_path: a.gql}, {name: rack, file_path: a.gql}]
    `,
    `
    #- /.infrahub.yml
    queries: [{name: pod, file_path: a.gql}, {name: rack, file_path: a.gql}]
    generator_definitions:
      - name: make_rack
        file_path: generators/make_rack.py
        query: rack
        targets: my_group
        class_name: MakeRack
    `,
  );
});
