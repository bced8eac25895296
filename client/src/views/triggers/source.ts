import { account } from '../../../../server/src/infrahub/operations/account';
import { plainText } from '../../../../server/src/infrahub/plainText';
import { readRuleState } from '../../../../server/src/infrahub/readRuleState';
import { readTriggers } from '../../../../server/src/infrahub/readTriggers';
import type { FileTriggers } from '../../../../server/src/protocol/triggers';
import type { Access } from '../../connection/access';
import { serverKey } from '../../connection/servers';
import { createFilesSide, readServerBeside } from '../filesSide';
import { createServerReader, type ServerSide } from '../serverSide';
import { situationOf, type ReadServer, type Situation } from './situation';

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
  /**
   * Reads files and server; gives false when the server did not answer. Of a language server that does not, what it said
   * before stays, and is shown as older.
   */
  read(signal: AbortSignal): Promise<boolean>;
  /** Reads the files alone; gives true when there is a repository now and was none before. */
  readFiles(): Promise<boolean>;
}

export function createTriggersSource({ files, access, onChange, onFailure }: SourceOptions): TriggersSource {
  const here = createFilesSide(files, onFailure);
  let side: ServerSide<ReadServer> | undefined;
  let shown = '';
  const server = createServerReader({
    access,
    onFailure,
    async read(way, signal): Promise<ReadServer> {
      const { transport } = way;
      const { name } = await transport.run(account, {}, { signal });
      // Rules are the same on every branch: only what they name may be on the branch in use alone.
      const branch = way.kind === 'open' && !way.branch.isDefault ? way.branch.name : undefined;
      const triggers = await readTriggers(transport, { signal }, branch);
      const state = await readRuleState(transport, triggers, { signal });
      return { key: serverKey(way.server), account: plainText(name), triggers, state };
    },
  });

  function show(): void {
    const situation = situationOf(here, side);
    const text = JSON.stringify(situation);
    if (text === shown) return;
    shown = text;
    onChange(situation);
  }

  async function readFiles(): Promise<boolean> {
    const before = here.known?.repositories ?? 0;
    await here.read();
    show();
    return before === 0 && (here.known?.repositories ?? 0) > 0;
  }

  return {
    readFiles,
    async read(signal) {
      await readFiles();
      return readServerBeside(
        here,
        () => server.read(signal),
        (next) => {
          side = next;
          show();
        },
      );
    },
  };
}
