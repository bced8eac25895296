import * as z from 'zod';
import { defineOperation } from '../operation';
import { pageOf, pageVariables, textValue, toPage } from './page';

/** A page of the Git repositories that a server imports. */
export const repositories = defineOperation({
  title: 'list the repositories',
  effect: 'read',
  document: /* GraphQL */ `
    query CascadeRepositories($offset: Int!, $limit: Int!) {
      CoreGenericRepository(offset: $offset, limit: $limit) {
        count
        edges {
          node {
            id
            display_label
          }
        }
      }
    }
  `,
  variables: z.strictObject(pageVariables),
  data: z.object({
    CoreGenericRepository: pageOf(z.object({ id: z.string(), display_label: z.string().nullish() })),
  }),
  map: ({ CoreGenericRepository }) =>
    toPage(CoreGenericRepository, ({ id, display_label }) => ({ id, name: display_label ?? id })),
});

/** The group in which the import of a repository keeps the actions, rules and matches it made (facts 3). */
export function importGroupName(repository: string): string {
  return `group-repo-object-deferred-${repository}`;
}

/**
 * Those of some objects that imports own, by the names of their groups: what such a group holds is written again by the
 * next import, and deleted when it has left the files (facts 3). Asked for by id, because a group holds whatever a
 * repository has. The kind is there since 1.3.
 */
export const importedObjects = defineOperation({
  title: 'look what repositories have imported',
  since: '1.3',
  effect: 'read',
  document: /* GraphQL */ `
    query CascadeImportedObjects($groups: [String!]!, $ids: [ID!]!, $limit: Int!) {
      CoreRepositoryGroup(name__values: $groups) {
        count
        edges {
          node {
            id
            name {
              value
            }
            members(ids: $ids, limit: $limit) {
              count
              edges {
                node {
                  id
                }
              }
            }
          }
        }
      }
    }
  `,
  variables: z
    .strictObject({ groups: z.array(z.string().min(1)).min(1), ids: z.array(z.string().min(1)).min(1) })
    .transform(({ groups, ids }) => ({ groups, ids, limit: ids.length })),
  data: z.object({
    CoreRepositoryGroup: pageOf(
      z.object({ id: z.string(), name: textValue, members: pageOf(z.object({ id: z.string() })) }),
    ),
  }),
  map: ({ CoreRepositoryGroup }) =>
    toPage(CoreRepositoryGroup, ({ id, name, members }) => ({
      name: name.value ?? id,
      members: toPage(members, (member) => member.id).items,
    })).items,
});
