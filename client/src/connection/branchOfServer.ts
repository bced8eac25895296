import { InfrahubError } from '../../../server/src/infrahub/infrahubError';
import { type Branch, branches } from '../../../server/src/infrahub/operations/branches';
import type { Transport } from '../../../server/src/infrahub/transport';
import { type BranchInUse, chooseBranch, type PickedBranches } from './branchChoice';
import type { CheckedOut } from './gitHead';
import { serverKey, type Server } from './servers';

export interface BranchOptions {
  readonly git: () => Promise<CheckedOut>;
  readonly patterns: () => Readonly<Record<string, string>>;
  readonly picked: PickedBranches;
  /** What was found for a server is not what it was. */
  readonly onChange: () => void;
}

/** What was found out about the branch of a server. */
export interface FoundBranch {
  readonly gitBranch: string | undefined;
  readonly branch: BranchInUse | undefined;
  /** The branch that a person picked, when the server has it no more. */
  readonly gone: string | undefined;
}

/** Finds the branch of a server; the list of its branches is kept for a moment. */
export interface BranchOfServer {
  /** Rejects with an `InfrahubError` when the branches were never read and cannot be. */
  find(server: Server, transport: Transport): Promise<FoundBranch>;
  /** Reads the branches anew the next time. */
  forget(): void;
}

/** Several views ask at one time; in milliseconds. */
const keptFor = 5_000;

export function createBranchOfServer({ git, patterns, picked, onChange }: BranchOptions): BranchOfServer {
  const lists = new Map<string, { readonly read: Promise<readonly Branch[]>; readonly until: number }>();
  const last = new Map<string, readonly Branch[]>();
  const found = new Map<string, string>();

  function list(key: string, transport: Transport): Promise<readonly Branch[]> {
    const kept = lists.get(key);
    if (kept && Date.now() < kept.until) return kept.read;
    const read = transport.run(branches, {}).then(
      (all) => {
        last.set(key, all);
        return all;
      },
      (error: unknown) => {
        const before = last.get(key);
        // Whoever asks next learns what is wrong; a refused token is told at once.
        if (before && error instanceof InfrahubError && error.problem.kind !== 'unauthorized') return before;
        lists.delete(key);
        throw error;
      },
    );
    lists.set(key, { read, until: Date.now() + keptFor });
    return read;
  }

  return {
    async find(server, transport) {
      const key = serverKey(server);
      const head = await git();
      const wish = picked.find(server, head.branch);
      const wishes = { git: head, picked: wish, patterns: patterns(), named: server.branch };
      const branch = chooseBranch(await list(key, transport), wishes);
      const text = JSON.stringify(branch ?? null);
      const before = found.get(key);
      found.set(key, text);
      if (before !== undefined && before !== text) onChange();
      return { gitBranch: head.branch, branch, gone: branch ? undefined : wish };
    },
    forget: () => lists.clear(),
  };
}
