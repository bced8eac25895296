import { check } from './check';
import { checkUsage, parseCheckOptions } from './checkOptions';
import type { Terminal } from './terminal';

/** `infrahub-cascade check`; gives the exit code. Throws `UsageError` for wrong arguments. */
export async function checkCommand(args: readonly string[], terminal: Terminal): Promise<number> {
  if (!args.includes('--help') && !args.includes('-h')) return check(parseCheckOptions(args), terminal);
  terminal.write(checkUsage);
  return 0;
}
