import * as z from 'zod';
import { defineOperation } from '../operation';

/** How many processes of the server have been heard of lately. */
export interface Workers {
  /** Alive: processes that answer requests, and task workers. The server does not say which is which. */
  readonly active: number;
  /** Not heard of for 15 seconds; forgotten after two hours. */
  readonly gone: number;
}

/** Processes of a server that are alive (facts 4). */
export const workers = defineOperation({
  title: 'ask which workers are alive',
  effect: 'read',
  document: /* GraphQL */ `
    query CascadeWorkers {
      InfrahubStatus {
        workers {
          edges {
            node {
              id
              active
            }
          }
        }
      }
    }
  `,
  variables: z.strictObject({}),
  data: z.object({
    InfrahubStatus: z.object({
      workers: z.object({ edges: z.array(z.object({ node: z.object({ id: z.string(), active: z.boolean() }) })) }),
    }),
  }),
  map: ({ InfrahubStatus }): Workers => {
    const active = InfrahubStatus.workers.edges.filter(({ node }) => node.active).length;
    return { active, gone: InfrahubStatus.workers.edges.length - active };
  },
});

/** One process answered the question: when no other is alive, nobody carries out tasks. */
export function lacksTaskWorker({ active }: Workers): boolean {
  return active <= 1;
}
