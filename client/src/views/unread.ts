import type { Failure, FailureKind } from './failure';
import type { ServerSide } from './serverSide';

/** What a view shows as long as nothing of a server was read: a welcome for each kind. */
export type Unread =
  | { readonly kind: 'loading' | 'noRepository' | 'untrusted' | 'noServer' }
  | { readonly kind: 'signedOut'; readonly server: string | undefined }
  | { readonly kind: FailureKind; readonly server: string; readonly failure: Failure };

export interface Known<Read> {
  /** How many repositories the files have; undefined until that was read. */
  readonly repositories: number | undefined;
  readonly side: ServerSide<Read> | undefined;
}

/**
 * Puts together what is known.
 * @param show what was read, and why it is older when it is; gives undefined for what a failure leaves nothing of
 */
export function unreadOr<Read, Shown>(
  { repositories, side }: Known<Read>,
  show: (server: string, read: Read, failure?: Failure) => Shown | undefined,
): Unread | Shown {
  if (repositories === undefined) return { kind: 'loading' };
  if (repositories === 0) return { kind: 'noRepository' };
  switch (side?.kind) {
    case undefined:
      return { kind: 'loading' };
    case 'untrusted':
    case 'noServer':
      return { kind: side.kind };
    case 'signedOut':
      return side;
    case 'failed': {
      const { server, failure, last } = side;
      return (last && show(server, last, failure)) ?? { kind: failure.kind, server, failure };
    }
    case 'read':
      return show(side.server, side.read) ?? { kind: 'loading' };
  }
}
