import type { Branch } from '../../../server/src/infrahub/operations/branches';
import { mappedBranch } from './branchPattern';
import type { Memory } from './consent';
import type { CheckedOut } from './gitHead';
import { serverKey, type Server } from './servers';

/** The branch of the server that views show and commands write to. */
export interface BranchInUse {
  readonly name: string;
  readonly isDefault: boolean;
}

/** What decides about the branch of a server. */
export interface BranchWishes {
  readonly git: CheckedOut;
  /** What a person picked for this branch of git. */
  readonly picked: string | undefined;
  /** The setting `infrahubCascade.branches`. */
  readonly patterns: Readonly<Record<string, string>>;
  /** What is named together with the server. */
  readonly named?: string;
}

/**
 * The branch of the server for a branch of git: the picked one, else that of an equal name, else that of the first
 * pattern that matches. Where there is no git: the one that is named together with the server and is not the default one.
 * Undefined when none of them is there: no branch stands in for another.
 */
export function chooseBranch(
  branches: readonly Branch[],
  { git, picked, patterns, named }: BranchWishes,
): BranchInUse | undefined {
  const find = (name: string | undefined): BranchInUse | undefined => {
    const found = branches.find((branch) => branch.name === name);
    return found && { name: found.name, isDefault: found.isDefault };
  };
  if (picked !== undefined) return find(picked);
  if (git.branch !== undefined) return find(git.branch) ?? find(mappedBranch(git.branch, patterns));
  // A commit without a branch, or several branches, say of the work at hand as little as of another branch.
  if (git.isGit) return undefined;
  const other = find(named);
  return other?.isDefault ? undefined : other;
}

/** Which branch of a server was picked for which branch of git. */
export interface PickedBranches {
  find(server: Server, gitBranch: string | undefined): string | undefined;
  /** Undefined forgets the pick: the branch follows git again. */
  keep(server: Server, gitBranch: string | undefined, branch: string | undefined): Promise<void>;
}

const memoryKey = 'infrahubCascade.pickedBranches';

/** Kept with the workspace, by server and branch of git. */
export function createPickedBranches(memory: Memory): PickedBranches {
  const key = (server: Server, gitBranch: string | undefined): string =>
    JSON.stringify([serverKey(server), gitBranch ?? null]);
  /** Earlier versions kept them by address. */
  const oldKey = ({ address }: Server, gitBranch: string | undefined): string =>
    JSON.stringify([address.base, gitBranch ?? null]);
  const all = (): Record<string, unknown> => {
    const kept = memory.get(memoryKey);
    return typeof kept === 'object' && kept !== null ? { ...kept } : {};
  };
  return {
    find(server, gitBranch) {
      const picks = all();
      const kept = picks[key(server, gitBranch)] ?? picks[oldKey(server, gitBranch)];
      return typeof kept === 'string' ? kept : undefined;
    },
    async keep(server, gitBranch, branch) {
      const { [oldKey(server, gitBranch)]: _, ...others } = all();
      await memory.update(memoryKey, { ...others, [key(server, gitBranch)]: branch });
    },
  };
}
