import { InfrahubError } from '../../../../server/src/infrahub/infrahubError';
import { account } from '../../../../server/src/infrahub/operations/account';
import { plainReason, plainText } from '../../../../server/src/infrahub/plainText';
import { readTriggers } from '../../../../server/src/infrahub/readTriggers';
import type { FileTriggers } from '../../../../server/src/protocol';
import type { Access } from '../../connection/access';
import { situationOf, type Failure, type ReadServer, type ServerSide, type Situation } from './situation';

export interface SourceOptions {
  /** Asks the language server; rejects while it does not run. */
  readonly files: () => Promise<FileTriggers>;
  /** The way to the server in use; rejects when there is one that cannot be tried. */
  readonly access: () => Promise<Access>;
  readonly onChange: (situation: Situation) => void;
  readonly onFailure: (message: string) => void;
}

/** What the view shows, read piece by piece; the last that is known stays. */
export interface TriggersSource {
  /** Reads files and server; gives false when one of them did not answer. */
  read(signal: AbortSignal): Promise<boolean>;
  /** Reads the files alone; gives true when there is a repository now and was none before. */
  readFiles(): Promise<boolean>;
}

export function createTriggersSource({ files, access, onChange, onFailure }: SourceOptions): TriggersSource {
  let known: FileTriggers | undefined;
  let side: ServerSide | undefined;
  /** What was read last, and where. */
  let last: { readonly base: string; readonly read: ReadServer } | undefined;
  let shown = '';
  let failed = '';

  function show(): void {
    const situation = situationOf(known, side);
    const text = JSON.stringify(situation);
    if (text === shown) return;
    shown = text;
    onChange(situation);
  }

  async function readFiles(): Promise<boolean> {
    const before = known?.repositories ?? 0;
    known = await files();
    show();
    return before === 0 && known.repositories > 0;
  }

  /** Undefined when the run was cancelled. */
  async function readServer(signal: AbortSignal): Promise<ServerSide | undefined> {
    const way = await access();
    // What was read with a token is not shown without one.
    if (way.kind !== 'open') last = undefined;
    if (way.kind === 'untrusted' || way.kind === 'noServer') return way;
    if (way.kind === 'signedOut') return { kind: 'signedOut', server: way.server?.name };
    const { base } = way.server.address;
    if (last?.base !== base) last = undefined;
    try {
      const { name } = await way.transport.run(account, {}, { signal });
      const read = { account: plainText(name), triggers: await readTriggers(way.transport, { signal }) };
      last = { base, read };
      return { kind: 'read', server: way.server.name, read };
    } catch (error) {
      if (signal.aborted) return undefined;
      return { kind: 'failed', server: way.server.name, failure: failureOf(error), last: last?.read };
    }
  }

  return {
    readFiles: () => readFiles().catch(() => false),
    async read(signal) {
      try {
        await readFiles();
        if (known?.repositories === 0) return true;
        const next = await readServer(signal).catch((error: unknown): ServerSide => ({
          kind: 'failed',
          server: '',
          failure: failureOf(error),
        }));
        if (!next || signal.aborted) return false;
        side = next;
        show();
        const message = next.kind === 'failed' ? next.failure.message : '';
        // A server that stays away fills no log.
        if (message !== failed && message !== '') onFailure(message);
        failed = message;
        return next.kind !== 'failed';
      } catch {
        // The language server does not run: it says so itself.
        show();
        return false;
      }
    },
  };
}

/** A failure of a server, or of reading what the settings name for it. */
function failureOf(error: unknown): Failure {
  if (!(error instanceof InfrahubError)) {
    return { kind: 'unusable', message: plainReason(error instanceof Error ? error.message : String(error)) };
  }
  return { kind: kindOf(error), message: plainText(error.message) };
}

function kindOf({ problem }: InfrahubError): Failure['kind'] {
  switch (problem.kind) {
    case 'refused':
    case 'unreachable':
    case 'timeout':
    case 'cancelled':
    case 'broken':
    case 'cut-off':
    case 'server-error':
      return 'unreachable';
    case 'unauthorized':
    case 'unusable-token':
      return 'unauthorized';
    case 'tls':
    case 'redirect':
    case 'forbidden':
    case 'unknown-branch':
    case 'not-infrahub':
    case 'unreadable-request':
    case 'graphql':
    case 'too-large':
    case 'invalid-json':
    case 'wrong-shape':
    case 'wrong-variables':
      return 'unusable';
  }
}
