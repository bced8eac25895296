import { isReadableOnTheWay } from '../../../server/src/infrahub/address';
import { serverKey, type Server } from './servers';
import type { TokenSource } from './tokens';

/** What is used of VS Code's `Memento`. */
export interface Memory {
  get(key: string): unknown;
  update(key: string, value: unknown): PromiseLike<void>;
}

/** Consent of a person that servers named by this workspace are used with tokens from elsewhere. */
export interface Consents {
  /**
   * True when the workspace names the server, the token does not come with the workspace as well, and nobody has agreed
   * yet, to these certificates and this web address.
   */
  isMissing(server: Server, token: TokenSource): boolean;
  give(server: Server): Promise<void>;
}

const memoryKey = 'infrahubCascade.agreedServers';

/** Kept with the workspace, so each asks for itself. */
export function createConsents(memory: Memory): Consents {
  const agreed = (): unknown[] => {
    const kept = memory.get(memoryKey);
    return Array.isArray(kept) ? kept : [];
  };
  return {
    isMissing: (server, token) =>
      server.source === 'workspace' && token !== 'workspace' && !agreed().includes(termsOf(server)),
    give: async (server) => {
      if (server.source === 'workspace') await memory.update(memoryKey, [...new Set([...agreed(), termsOf(server)])]);
    },
  };
}

/** Consent of a person that a token goes out unencrypted, beyond this machine. */
export interface PlainConsents {
  isMissing(server: Server, token: TokenSource): boolean;
  give(server: Server, token: TokenSource): Promise<void>;
  /** The stored token is gone: the next one asks again. */
  withdraw(server: Server): Promise<void>;
}

const plainKey = 'infrahubCascade.agreedPlainOrigins';

/** By origin: for a stored token kept as long as that is; for any other until the window is closed. */
export function createPlainConsents(memory: Memory): PlainConsents {
  const ofWindow = new Set<string>();
  const kept = (): unknown[] => {
    const found = memory.get(plainKey);
    return Array.isArray(found) ? found : [];
  };
  return {
    isMissing({ address }, token) {
      if (!isReadableOnTheWay(address)) return false;
      return token === 'stored' ? !kept().includes(address.origin) : !ofWindow.has(address.origin);
    },
    async give({ address }, token) {
      if (!isReadableOnTheWay(address)) return;
      if (token === 'stored') await memory.update(plainKey, [...new Set([...kept(), address.origin])]);
      else ofWindow.add(address.origin);
    },
    async withdraw({ address }) {
      if (kept().includes(address.origin)) {
        await memory.update(
          plainKey,
          kept().filter((each) => each !== address.origin),
        );
      }
    },
  };
}

/** A changed address or weaker certificates ask again, and so does another page to make a token on. */
function termsOf(server: Server): string {
  return JSON.stringify([serverKey(server), server.webAddress ?? '']);
}
