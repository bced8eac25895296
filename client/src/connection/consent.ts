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

/** A changed address or weaker certificates ask again, and so does another page to make a token on. */
function termsOf(server: Server): string {
  return JSON.stringify([serverKey(server), server.webAddress ?? '']);
}
