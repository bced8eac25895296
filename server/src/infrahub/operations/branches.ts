import * as z from 'zod';
import { defineOperation } from '../operation';

export interface Branch {
  readonly name: string;
  readonly isDefault: boolean;
  readonly description: string;
}

/** Every branch, the default one first. The field is a plain list, in all versions (facts 4). */
export const branches = defineOperation({
  title: 'list the branches',
  effect: 'read',
  document: /* GraphQL */ `
    query CascadeBranches {
      Branch {
        name
        is_default
        description
      }
    }
  `,
  variables: z.strictObject({}),
  data: z.object({
    Branch: z.array(
      z.object({ name: z.string(), is_default: z.boolean().nullable(), description: z.string().nullish() }),
    ),
  }),
  map: ({ Branch }): Branch[] =>
    Branch.map(({ name, is_default, description }) => ({
      name,
      isDefault: is_default === true,
      description: description ?? '',
    })).toSorted((one, other) => Number(other.isDefault) - Number(one.isDefault)),
});

/** Shorter names are refused (facts 4). */
export const shortestBranchName = 3;

/**
 * Makes a branch off the default one, 2 to 5 s (facts 4). It keeps the commit that repositories have on the default
 * branch now (facts 1a). With `sync_with_git` the server makes one in git too, or takes over that of an equal name.
 */
export const createBranch = defineOperation({
  title: 'create the branch',
  effect: 'write',
  document: /* GraphQL */ `
    mutation CascadeCreateBranch($data: BranchCreateInput!) {
      BranchCreate(data: $data, wait_until_completion: true) {
        ok
        object {
          name
        }
      }
    }
  `,
  variables: z.strictObject({
    data: z.strictObject({
      name: z.string().min(shortestBranchName),
      description: z.string().optional(),
      sync_with_git: z.boolean(),
    }),
  }),
  data: z.object({ BranchCreate: z.object({ ok: z.literal(true), object: z.object({ name: z.string() }) }) }),
  map: ({ BranchCreate }) => BranchCreate.object.name,
});

/**
 * Brings a branch up to the default one: data, schema and the commits of repositories. Takes 12 s on an idle server
 * (facts 4); the default branch has nothing to be brought up to.
 */
export const rebaseBranch = defineOperation({
  title: 'rebase the branch',
  effect: 'write',
  document: /* GraphQL */ `
    mutation CascadeRebaseBranch($name: String!) {
      BranchRebase(data: { name: $name }, wait_until_completion: true) {
        ok
      }
    }
  `,
  variables: z.strictObject({ name: z.string().min(1) }),
  data: z.object({ BranchRebase: z.object({ ok: z.literal(true) }) }),
  map: ({ BranchRebase }) => BranchRebase.ok,
});
