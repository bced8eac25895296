import { terminalQuestion } from './ask';
import { localGenerators } from './localGenerators';
import type { Terminal } from './terminal';
import { untrack } from './untrack';
import { parseUntrackOptions, untrackUsage } from './untrackOptions';

/** `infrahub-cascade untrack`; gives the exit code. Throws `UsageError` for wrong arguments. */
export async function untrackCommand(args: readonly string[], terminal: Terminal): Promise<number> {
  if (args.includes('--help') || args.includes('-h')) {
    terminal.write(untrackUsage);
    return 0;
  }
  const options = parseUntrackOptions(args);
  const control = new AbortController();
  process.once('SIGINT', () => control.abort());
  return untrack(options, terminal, {
    env: process.env,
    ask: terminalQuestion(),
    generators: () => localGenerators(terminal),
    signal: control.signal,
  });
}
