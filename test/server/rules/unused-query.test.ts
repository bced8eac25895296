import { test } from 'vitest';
import { checkDiagnostics, checkFix } from '../../support/check';

const rule = 'unused-query';

test('queries that nothing in the repository names', async () => {
  await checkDiagnostics(
    rule,
    `
    #- /transforms/a.py
    class A(Base):
        query = 'by_class'
        async def f(self): await self.client.query_gql_query(name="by_call")
    #- /.infrahub.yml
    queries:
      - {name: by_generator, file_path: a.gql}
      - {name: by_template, file_path: a.gql}
      - {name: by_class, file_path: a.gql}
      - {name: by_call, file_path: a.gql}
      - {name: by_nobody, file_path: a.gql}
    #          ^^^^^^^^^ hint unused-query: Nothing in this repository uses query by_nobody
    jinja2_transforms: [{name: a, query: by_template, template_path: a.j2}]
    generator_definitions: [{name: a, query: by_generator, file_path: a.py, targets: a}]
    `,
  );
});

test('the fix removes the entry', async () => {
  await checkFix(
    rule,
    `
    #- /.infrahub.yml
    queries:
      - name: a
        file_path: a.gql
      - name: b
        file_path: b.gql
    jinja2_transforms: [{name: a, query: b, template_path: a.j2}]
    `,
    `
    #- /.infrahub.yml
    queries:
      - name: b
        file_path: b.gql
    jinja2_transforms: [{name: a, query: b, template_path: a.j2}]
    `,
  );
});
