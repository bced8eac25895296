import * as z from 'zod';

/** A node as tasks and events name it. */
export interface NodeRef {
  readonly id: string;
  readonly kind: string;
}

/** `{ id kind }` */
export const idAndKind = z.object({ id: z.string(), kind: z.string() });
