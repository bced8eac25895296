import * as z from 'zod';
import { defineOperation } from '../operation';

/**
 * Starts a generator for targets of its group without waiting; gives the id of the task
 * `request-generator-definition-run`. No targets mean all of them. The definition must be given by its id; targets that
 * are no members are ignored, and without a live task worker the task stays where it is (facts 4).
 */
export const runGenerator = defineOperation({
  title: 'run the generator',
  effect: 'write',
  document: /* GraphQL */ `
    mutation CascadeRunGenerator($id: String!, $nodes: [String!]) {
      CoreGeneratorDefinitionRun(data: { id: $id, nodes: $nodes }, wait_until_completion: false) {
        ok
        task {
          id
        }
      }
    }
  `,
  variables: z.strictObject({ id: z.string().min(1), nodes: z.array(z.string().min(1)) }),
  data: z.object({
    CoreGeneratorDefinitionRun: z.object({ ok: z.literal(true), task: z.object({ id: z.string().min(1) }) }),
  }),
  map: ({ CoreGeneratorDefinitionRun }) => ({ taskId: CoreGeneratorDefinitionRun.task.id }),
});
