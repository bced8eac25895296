import type { StatusParams } from '../../server/src/protocol/status';

/** The language server as the client sees it. */
export type ServerState =
  | { readonly kind: 'stopped' }
  | { readonly kind: 'starting' }
  | { readonly kind: 'running'; readonly status?: StatusParams }
  | { readonly kind: 'waiting'; readonly seconds: number }
  | { readonly kind: 'failed'; readonly reason: string };
