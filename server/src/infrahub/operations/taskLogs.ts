import * as z from 'zod';
import { defineOperation } from '../operation';
import { pageOf, toPage } from './page';

/** A line of a task's log. */
export interface LogLine {
  /** ISO 8601 in UTC. */
  readonly timestamp: string;
  /** `debug`, `info`, `warning`, `error` or `critical`. */
  readonly severity: string;
  /** As the server wrote it: may have several lines, paths of the worker, and anything a generator logs. */
  readonly message: string;
}

/** Lines of one answer. */
export const logLinesPerPage = 200;

const line = z.object({ timestamp: z.string(), severity: z.string().nullish(), message: z.string().nullish() });

/**
 * The log of one task from a line on; undefined when there is no such task. The server does not tell how many lines there
 * are: fewer than `logLinesPerPage` are the last. Lines may come seconds after the task has ended (facts 4).
 */
export const taskLogs = defineOperation({
  title: 'read the log of a task',
  effect: 'read',
  strings: 'lines',
  // Selecting `task_id` of a line fails for some of them (facts 4).
  document: /* GraphQL */ `
    query CascadeTaskLogs($ids: [String], $offset: Int!, $limit: Int!) {
      InfrahubTask(ids: $ids, limit: 1, log_offset: $offset, log_limit: $limit) {
        count
        edges {
          node {
            id
            logs {
              edges {
                node {
                  timestamp
                  severity
                  message
                }
              }
            }
          }
        }
      }
    }
  `,
  variables: z
    .strictObject({ id: z.guid(), offset: z.int().min(0) })
    .transform(({ id, offset }) => ({ ids: [id], offset, limit: logLinesPerPage })),
  data: z.object({
    InfrahubTask: pageOf(
      z.object({
        id: z.string(),
        logs: z.object({ edges: z.array(z.object({ node: line.nullable() })) }).nullish(),
      }),
    ),
  }),
  map: ({ InfrahubTask }): readonly LogLine[] | undefined => {
    const [task] = toPage(InfrahubTask, ({ logs }) => logs?.edges ?? []).items;
    return task?.flatMap(({ node }) =>
      node === null
        ? []
        : [{ timestamp: node.timestamp, severity: node.severity ?? 'info', message: node.message ?? '' }],
    );
  },
});
