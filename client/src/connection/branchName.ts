import { shortestBranchName } from '../../../server/src/infrahub/operations/branches';

/** Why a name will not do for a new branch. */
export type BranchNameProblem = 'short' | 'long' | 'characters' | 'taken';

const longest = 250;

/** What git forbids in the name of a branch, as the server checks it (facts 4, recording branch_create_bad_name). */
const forbidden = [/\/\./, /\.\./, /^[./]/, /\/\//, /@\{/, /[\p{Cc} \\~^:?*[]/u, /\.lock$/, /[./]$/];

/** What is wrong with the name of a new branch; `taken` are those that there are. */
export function branchNameProblem(name: string, taken: readonly string[]): BranchNameProblem | undefined {
  if (name.length < shortestBranchName) return 'short';
  if (name.length > longest) return 'long';
  if (forbidden.some((pattern) => pattern.test(name))) return 'characters';
  return taken.includes(name) ? 'taken' : undefined;
}
