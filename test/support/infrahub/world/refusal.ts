import { GraphQLError } from 'graphql';

interface RefusalOptions {
  readonly code: string;
  readonly status: number;
  readonly data?: Readonly<Record<string, unknown>>;
}

/** Ends an operation with an error in the form of the server: HTTP 200, what it was in `extensions` (facts 4). */
export function refuse(message: string, { code, status, data = {} }: RefusalOptions): never {
  throw new GraphQLError(message, { extensions: { code, http_status: status, data } });
}

export function refuseUnknownNode(id: string, kind: string): never {
  return refuse(`Unable to find the node ${id} / ${kind} in the database.`, {
    code: 'NODE_NOT_FOUND',
    status: 404,
    data: { node_kind: kind, identifier: id },
  });
}
