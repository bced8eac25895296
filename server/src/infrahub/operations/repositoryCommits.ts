import * as z from 'zod';
import { defineOperation } from '../operation';
import { pageOf, textValue, toPage } from './page';

/** A repository as a branch has it. */
export interface RepositoryCommit {
  readonly id: string;
  readonly name: string;
  /** The commit whose code runs on the branch, kept from when the branch was made (facts 1a); undefined before the first import. */
  readonly commit: string | undefined;
  /** `in-sync`, `error-import`, `syncing`, … */
  readonly syncStatus: string;
}

const repository = z.object({
  id: z.string(),
  name: textValue,
  sync_status: textValue.nullish(),
  commit: textValue.nullish(),
});

/** The commits of repositories on a branch, those that are only read included. */
export const repositoryCommits = defineOperation({
  title: 'read the commits of the repositories',
  effect: 'read',
  document: /* GraphQL */ `
    query CascadeRepositoryCommits($ids: [ID]) {
      CoreGenericRepository(ids: $ids) {
        count
        edges {
          node {
            id
            name {
              value
            }
            sync_status {
              value
            }
            ... on CoreRepository {
              commit {
                value
              }
            }
            ... on CoreReadOnlyRepository {
              commit {
                value
              }
            }
          }
        }
      }
    }
  `,
  variables: z.strictObject({ ids: z.array(z.string().min(1)).min(1).max(100) }),
  data: z.object({ CoreGenericRepository: pageOf(repository) }),
  map: ({ CoreGenericRepository }) =>
    toPage(CoreGenericRepository, ({ id, name, sync_status, commit }): RepositoryCommit => {
      const at = commit?.value ?? undefined;
      return { id, name: name.value ?? id, commit: at, syncStatus: sync_status?.value ?? '' };
    }).items,
});
