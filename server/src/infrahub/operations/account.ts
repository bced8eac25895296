import * as z from 'zod';
import { defineOperation } from '../operation';

/** Whose token this is: anonymous reads are on by default, so a read that succeeds proves nothing (facts 4). */
export const account = defineOperation({
  title: 'ask who the token belongs to',
  effect: 'read',
  document: /* GraphQL */ `
    query CascadeAccount {
      AccountProfile {
        id
        display_label
      }
    }
  `,
  variables: z.strictObject({}),
  data: z.object({ AccountProfile: z.object({ id: z.string(), display_label: z.string().nullable() }) }),
  map: ({ AccountProfile: { id, display_label } }) => ({ id, name: display_label ?? id }),
});
