import type { Access } from '../connection/access';
import { serverKey } from '../connection/servers';
import { failureOf, type Failure } from './failure';

/** What a view knows of the server in use. */
export type ServerSide<Value> =
  | { readonly kind: 'untrusted' }
  | { readonly kind: 'noServer' }
  | { readonly kind: 'signedOut'; readonly server: string | undefined }
  /** `last` is what was read before the failure. */
  | { readonly kind: 'failed'; readonly server: string; readonly failure: Failure; readonly last?: Value }
  | { readonly kind: 'read'; readonly server: string; readonly read: Value };

/** A server that may be asked. */
export type Way = Extract<Access, { readonly transport: unknown }>;

export interface ServerReaderOptions<Value> {
  /** The way to the server in use; rejects when there is one that cannot be tried. */
  readonly access: () => Promise<Access>;
  readonly read: (way: Way, signal: AbortSignal) => Promise<Value>;
  /** What the value belongs to besides the server: what was read elsewhere is not shown. */
  readonly scope?: (way: Way) => string;
  /** Told once while a server stays away, so that it fills no log. */
  readonly onFailure: (message: string) => void;
}

/** Reads a server for a view; what was read last stays while the server fails. */
export interface ServerReader<Value> {
  /** Never rejects; undefined when the signal was aborted. */
  read(signal: AbortSignal): Promise<ServerSide<Value> | undefined>;
}

export function createServerReader<Value>({
  access,
  read,
  scope = () => '',
  onFailure,
}: ServerReaderOptions<Value>): ServerReader<Value> {
  /** What was read last, and where. */
  let last: { readonly where: string; readonly value: Value } | undefined;
  let failed = '';

  async function sideOf(signal: AbortSignal): Promise<ServerSide<Value> | undefined> {
    const way = await access();
    // What was read with a token is not shown without one.
    if (!('transport' in way)) last = undefined;
    if (way.kind === 'untrusted' || way.kind === 'noServer') return way;
    if (way.kind === 'signedOut') return { kind: 'signedOut', server: way.server?.name };
    const where = JSON.stringify([serverKey(way.server), scope(way)]);
    if (last?.where !== where) last = undefined;
    try {
      const value = await read(way, signal);
      last = { where, value };
      return { kind: 'read', server: way.server.name, read: value };
    } catch (error) {
      if (signal.aborted) return undefined;
      return { kind: 'failed', server: way.server.name, failure: failureOf(error), last: last?.value };
    }
  }

  return {
    async read(signal) {
      const side = await sideOf(signal).catch((error: unknown): ServerSide<Value> => ({
        kind: 'failed',
        server: '',
        failure: failureOf(error),
      }));
      if (!side || signal.aborted) return undefined;
      const message = side.kind === 'failed' ? side.failure.message : '';
      if (message !== failed && message !== '') onFailure(message);
      failed = message;
      return side;
    },
  };
}
