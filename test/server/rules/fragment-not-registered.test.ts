import { expect, test } from 'vitest';
import { recordedInput } from '../../evidence/recorded';
import { checkDiagnostics, checkFix } from '../../support/check';

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

test.each(['fragments', 'fragments/', './fragments/common.gql', '.'])('a registered fragment: %s', async (path) => {
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
});

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
