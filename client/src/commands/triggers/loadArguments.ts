import type { Infrahubctl } from '../../runs/lookForInfrahubctl';

export interface LoadArguments {
  readonly tool: Pick<Infrahubctl, 'args'>;
  /** Name of the branch. */
  readonly branch: string;
  /** Path of the object file. */
  readonly file: string;
}

/** What infrahubctl is told to load an object file; neither name can become an option. */
export function loadArguments({ tool, branch, file }: LoadArguments): string[] {
  return [...tool.args, 'object', 'load', `--branch=${branch}`, '--', file];
}
