import { check } from './check';
import { checkUsage, parseCheckOptions } from './checkOptions';
import type { Terminal } from './terminal';

/**
 * `infrahub-cascade check`; gives the exit code. Throws `UsageError` for wrong arguments. `keepCompiled` is called when
 * something was checked.
 */
export async function checkCommand(
  args: readonly string[],
  terminal: Terminal,
  keepCompiled: () => void,
): Promise<number> {
  if (args.includes('--help') || args.includes('-h')) {
    terminal.write(checkUsage);
    return 0;
  }
  const code = await check(parseCheckOptions(args), terminal);
  keepCompiled();
  return code;
}
