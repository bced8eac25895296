import type { Member } from '../../../server/src/infrahub/operations/trackingGroups';
import type { VariableValues } from '../../../server/src/infrahub/operations/targetValues';
import type { Infrahubctl } from './lookForInfrahubctl';

/** One call of infrahubctl. */
export interface LocalCall {
  /** Undefined: it runs for all members of the group. */
  readonly target: Member | undefined;
  /** Values of the variables of the query; empty for all members. */
  readonly variables: VariableValues;
}

export interface LocalRun {
  readonly tool: Infrahubctl;
  readonly generator: string;
  readonly branch: string;
}

/**
 * The arguments of a call: each an argument of its own, and names of a server behind `--`, so that none becomes an option
 * (facts 8 for the form).
 */
export function localArguments({ tool, generator, branch }: LocalRun, { variables }: LocalCall): string[] {
  const given = Object.entries(variables).map(([name, value]) => `${name}=${String(value)}`);
  return [...tool.args, 'generator', `--branch=${branch}`, '--', generator, ...given];
}

/** VS Code replaces `${command:…}` in the arguments of a task by what the command gives, so that a name would run it. */
export function wouldBeReplaced(
  { generator, branch }: Omit<LocalRun, 'tool'>,
  { variables }: Pick<LocalCall, 'variables'>,
): boolean {
  return [generator, branch, ...Object.entries(variables).flat()].some((text) => String(text).includes('${'));
}

/** Variables that have no value that can be given on a command line. */
export function missingVariables(parameters: readonly string[], values: VariableValues | undefined): string[] {
  return parameters.filter((name) => !['string', 'number', 'boolean'].includes(typeof values?.[name]));
}
