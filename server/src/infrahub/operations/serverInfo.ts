import * as z from 'zod';
import { defineResource } from '../operation';

/** `GET /api/info`: needs no token, but refuses a wrong one (facts 5). */
export const serverInfo = defineResource({
  title: 'read the version of the server',
  path: () => '/api/info',
  body: z.object({ version: z.string(), deployment_id: z.string().nullish() }),
  map: ({ version, deployment_id }) => ({ version, deploymentId: deployment_id ?? undefined }),
});
