import * as z from 'zod';

/**
 * Request, server → client: objects of the connected Infrahub that may be named where completion was asked for. Only
 * clients that announce `objects` in their options are asked. Answer: `ObjectsAnswer`, at once when there is no
 * connection. Objects are never pushed: there may be any number of them.
 */
export const objectsRequest = 'infrahubCascade/objects';

/** More objects are in no answer. */
export const maxObjects = 200;

export interface ObjectsParams {
  /** A node or a generic. */
  readonly kind: string;
  /** What is typed: some value of the objects contains it; empty for whatever objects there are. */
  readonly text: string;
}

const answer = z.object({
  /** At most 200. */
  objects: z.array(
    z.object({
      id: z.string().min(1),
      kind: z.string(),
      /** One line, as it may be shown. */
      label: z.string(),
      /** The parts of its human-friendly id. */
      hfid: z.array(z.string()).readonly().optional(),
    }),
  ),
  /** False when there are more, or when the server has not answered yet: asked again, the client may know more. */
  isWhole: z.boolean(),
});

export type ObjectsAnswer = z.output<typeof answer>;
export type ServerObject = ObjectsAnswer['objects'][number];

/** What a client answered; undefined when it is no such answer. */
export function readObjectsAnswer(given: unknown): ObjectsAnswer | undefined {
  const { data } = answer.safeParse(given);
  return data && { ...data, objects: data.objects.slice(0, maxObjects) };
}
