import picomatch from 'picomatch';

/**
 * The branch of the server that the setting `infrahubCascade.branches` names for a branch of git: the first glob that
 * matches decides. In its value `${branch}` stands for the branch of git and `${1}` for what the first wildcard took.
 */
export function mappedBranch(gitBranch: string, patterns: Readonly<Record<string, string>>): string | undefined {
  for (const [glob, template] of Object.entries(patterns)) {
    if (glob === '') continue;
    const match = picomatch.makeRe(glob, { capture: true, dot: true, noextglob: true }).exec(gitBranch);
    if (match) return filledIn(template, gitBranch, match);
  }
  return undefined;
}

function filledIn(template: string, gitBranch: string, match: readonly (string | undefined)[]): string {
  return template.replace(/\$\{(branch|[1-9])\}/g, (_, name: string) =>
    name === 'branch' ? gitBranch : (match[Number(name)] ?? ''),
  );
}
