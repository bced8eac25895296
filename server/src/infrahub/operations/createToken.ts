import * as z from 'zod';
import { defineOperation } from '../operation';

/**
 * Makes a token of the account that asks. The server takes this from somebody who has just given the password only: it
 * needs the key of a log-in, not another token (facts 7). Without an expiration it is valid until it is deleted.
 */
export const createToken = defineOperation({
  title: 'make a token',
  effect: 'write',
  document: /* GraphQL */ `
    mutation CascadeCreateToken($name: String!, $expiration: String) {
      InfrahubAccountTokenCreate(data: { name: $name, expiration: $expiration }) {
        ok
        object {
          token {
            value
          }
        }
      }
    }
  `,
  variables: z.strictObject({ name: z.string().min(1), expiration: z.iso.datetime().optional() }),
  data: z.object({
    InfrahubAccountTokenCreate: z.object({ object: z.object({ token: z.object({ value: z.string().min(1) }) }) }),
  }),
  map: ({ InfrahubAccountTokenCreate: { object } }) => object.token.value,
});
