import { expect, test } from 'vitest';
import { recordedInput } from '../../evidence/recorded';
import { checkDiagnostics, checkFix, fixTitles } from '../../support/check';

const rule = 'fragment-not-registered';

const fragment = `
    #- /fragments/common.gql
    fragment common on CoreNode { id }`;
const query = `
    #- /queries/a.gql
    query a { BuiltinTag { edges { node { ...own ...common ...comon } } } }`;
const own = `
    fragment own on BuiltinTag { id }`;

test('fragments that the query does not get', async () => {
  expect(recordedInput('repositories', 'cfg24-fragment-single-file').accepted).toBe(true);
  await checkDiagnostics(
    rule,
    `${fragment}${query}
    #                                               ^^^^^^ warning fragment-not-registered: fragment common is in fragments/common.gql, which
    #                                                         ^^^^^ warning fragment-not-registered: there is no fragment comon
    ${own}
    #- /queries/other.gql
    query b { BuiltinTag { edges { node { ...nowhere } } } }
    #- /.infrahub.yml
    queries: [{name: a, file_path: queries/a.gql}]
    `,
  );
});

test.each(['fragments', 'fragments/', 'fragments/.', './fragments/common.gql', '.', './', './/', 'fragments/..'])(
  'a registered fragment: %s',
  async (path) => {
    await checkDiagnostics(
      rule,
      `${fragment}
    #- /queries/a.gql
    query a { BuiltinTag { edges { node { ...common } } } }
    #- /.infrahub.yml
    queries: [{name: a, file_path: queries/a.gql}]
    graphql_fragments: [{name: common, file_path: ${path}}]
    `,
    );
  },
);

test('before Infrahub 1.9 a fragment stands in the file of its query', async () => {
  await checkDiagnostics(
    rule,
    `${fragment}
    #- /queries/a.gql
    query a { BuiltinTag { edges { node { ...common } } } }
    #                                        ^^^^^^ warning fragment-not-registered: must stand in the same file, Infrahub 1.8 has no
    #- /.infrahub-cascade.yml
    server_version: '1.8'
    #- /.infrahub.yml
    queries: [{name: a, file_path: queries/a.gql}]
    graphql_fragments: [{name: common, file_path: fragments}]
    `,
  );
});

test('the fix registers the file', async () => {
  await checkFix(
    rule,
    `${fragment}
    #- /queries/a.gql
    query a { BuiltinTag { edges { node { ...common } } } }
    #- /.infrahub.yml
    queries: [{name: a, file_path: queries/a.gql}]
    `,
    `
    #- /.infrahub.yml
    queries: [{name: a, file_path: queries/a.gql}]
    graphql_fragments:
      - name: common
        file_path: fragments/common.gql
    `,
  );
});

test('the file of a fragment gets the entry that was meant for it, or one of a free name', async () => {
  const source = (entry: string): string => `${fragment}
    #- /fragments/more.gql
    fragment more on CoreNode { name }
    #- /queries/a.gql
    query a { BuiltinTag { edges { node { ...common } } } }
    #- /.infrahub.yml
    queries: [{name: a, file_path: queries/a.gql}]
    graphql_fragments:
      - ${entry}
    `;
  const change = 'Change the path of GraphQL fragment common to fragments/common.gql';
  for (const path of ['old/common.gql', 'fragments\\common.gql', 'fragments/Common.gql'])
    expect((await fixTitles(rule, source(`{name: common, file_path: ${path}}`)))[0], path).toBe(change);
  await checkFix(
    rule,
    source('{name: common, file_path: fragments/more.gql}'),
    `
    #- /.infrahub.yml
    queries: [{name: a, file_path: queries/a.gql}]
    graphql_fragments:
      - {name: common, file_path: fragments/more.gql}
      - name: common_2
        file_path: fragments/common.gql
    `,
    'Register fragments/common.gql under graphql_fragments as common_2',
  );
  for (const path of ['/fragments', 'x/../fragments/common.gql', 'fragments//common.gql'])
    await checkDiagnostics(rule, source(`{name: all, file_path: ${path}}`));
});
