import { plainText } from '../../../server/src/infrahub/plainText';
import type { KnowledgeReader } from '../../../server/src/infrahub/readKnowledge';
import type { RemoteKnowledge } from '../../../server/src/remoteKnowledge';
import type { Access } from '../connection/access';
import { serverKey } from '../connection/servers';
import { failureOf } from '../views/failure';

export interface KnowledgeOptions {
  readonly reader: KnowledgeReader;
  /** The way to the server in use; rejects when there is one that cannot be tried. */
  readonly access: () => Promise<Access>;
  /** Tells the language server; gives false when it does not run. */
  readonly send: (knowledge: RemoteKnowledge | null) => boolean;
  /** A sentence about a server that does not answer; told once. */
  readonly onFailure: (message: string) => void;
  /** Milliseconds. */
  readonly now: () => number;
}

/** What the server in use holds, and the language server's copy of it. */
export interface KnowledgeSource {
  /** What was read last of the server and branch in use. */
  readonly current: RemoteKnowledge | undefined;
  /** Why the last reading failed, as a sentence; undefined when it did not. */
  readonly failure: string | undefined;
  /**
   * Reads anew what may have changed, or `all` of it; gives false when the server did not answer. Never rejects.
   */
  read(signal: AbortSignal, wish?: { readonly all: boolean }): Promise<boolean>;
  /** Servers, tokens, trust or the branch may have changed: what is not in use any more is forgotten at once. */
  forgetOthers(): Promise<void>;
  /** The language server was started, or ended: it knows nothing now. */
  languageServerStarted(): void;
  /** Tells the language server what it was not told while it did not run. */
  catchUp(): void;
}

/** Rules, groups and definitions have no hash to ask for, and reading them takes longer (facts 6). */
const listsInterval = 60_000;

export function createKnowledgeSource(options: KnowledgeOptions): KnowledgeSource {
  let known: { readonly key: string; readonly knowledge: RemoteKnowledge; readonly text: string } | undefined;
  /** What the language server has; undefined: not known. */
  let sent: string | undefined = '';
  let listsRead = -Infinity;
  let failed = '';

  function tell(): void {
    const text = known?.text ?? '';
    if (text === sent) return;
    if (options.send(known?.knowledge ?? null)) sent = text;
  }

  function forget(): void {
    known = undefined;
    listsRead = -Infinity;
    tell();
  }

  /** Undefined when nothing may be read. */
  async function wayIn() {
    const way = await options.access();
    if (way.kind !== 'open' && way.kind !== 'noBranch') {
      forget();
      return undefined;
    }
    const branch = way.kind === 'open' ? way.branch : undefined;
    const key = JSON.stringify([serverKey(way.server), branch?.name, branch?.isDefault]);
    if (known && known.key !== key) forget();
    return { transport: way.transport, server: serverKey(way.server), branch, key };
  }

  return {
    get current() {
      return known?.knowledge;
    },

    get failure() {
      return failed === '' ? undefined : failed;
    },

    async read(signal, { all } = { all: false }) {
      try {
        const way = await wayIn();
        if (!way) return true;
        const lists = all || known === undefined || options.now() - listsRead >= listsInterval;
        const { server, branch, key } = way;
        const knowledge = await options.reader.read(way.transport, { server, branch, signal, lists });
        if (signal.aborted || (await wayIn())?.key !== key) return false;
        if (lists) listsRead = options.now();
        known = { key, knowledge, text: JSON.stringify(knowledge) };
        failed = '';
        tell();
        return true;
      } catch (error) {
        if (signal.aborted) return false;
        const { kind, message } = failureOf(error);
        // What was read with a token that is refused now is not used any more.
        if (kind === 'unauthorized') forget();
        const shown = plainText(message);
        if (shown !== failed) options.onFailure(shown);
        failed = shown;
        return false;
      }
    },

    async forgetOthers() {
      await wayIn().catch(() => forget());
    },

    languageServerStarted() {
      sent = '';
      tell();
    },

    catchUp: tell,
  };
}
