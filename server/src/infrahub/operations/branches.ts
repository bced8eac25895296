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
