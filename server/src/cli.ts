import { version } from '../../package.json';
import { terminalQuestion } from './cli/ask';
import { check } from './cli/check';
import { checkUsage, parseCheckOptions } from './cli/checkOptions';
import { localGenerators } from './cli/localGenerators';
import { processTerminal, type Terminal } from './cli/terminal';
import { parseUntrackOptions, untrackUsage } from './cli/untrackOptions';
import { UsageError } from './cli/usageError';
import { startLanguageServer } from './languageServer';

const usage = `usage: infrahub-cascade COMMAND

  check [PATH…]   report mistakes in an Infrahub repository
  lsp             run the language server on standard input and output
  untrack         take the targets of signals out of the tracking groups of an Infrahub

infrahub-cascade COMMAND --help says more.
`;

/** Wrong usage or an internal error; 1 stands for findings of error level. */
const exitUsage = 2;

/** Whoever reads our output may stop before its end, as `head` does. */
function endQuietlyWhenNobodyReads(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });
}

async function run(argv: readonly string[], terminal: Terminal): Promise<number | undefined> {
  const [command, ...args] = argv;
  const wantsHelp = args.includes('--help') || args.includes('-h');
  switch (command) {
    case '--version':
      terminal.write(`${version}\n`);
      return 0;
    case '--help':
    case '-h':
    case 'help':
      terminal.write(usage);
      return 0;
    case 'check':
      if (!wantsHelp) return check(parseCheckOptions(args), terminal);
      terminal.write(checkUsage);
      return 0;
    case 'untrack':
      if (!wantsHelp) return runUntrackCommand(args, terminal);
      terminal.write(untrackUsage);
      return 0;
    case 'lsp':
      if (wantsHelp) {
        terminal.write(usage);
        return 0;
      }
      if (!process.argv.includes('--stdio')) process.argv.push('--stdio');
      startLanguageServer();
      return undefined;
    default:
      throw new UsageError(`${command === undefined ? 'No command.' : `Unknown command '${command}'.`}\n\n${usage}`);
  }
}

async function runUntrackCommand(args: readonly string[], terminal: Terminal): Promise<number> {
  const options = parseUntrackOptions(args);
  // Loaded when it is asked for: the other commands have no network.
  const { untrack } = await import('./cli/untrack');
  const control = new AbortController();
  process.once('SIGINT', () => control.abort());
  return untrack(options, terminal, {
    env: process.env,
    ask: terminalQuestion(),
    generators: () => localGenerators(terminal),
    signal: control.signal,
  });
}

async function main(): Promise<void> {
  endQuietlyWhenNobodyReads();
  const terminal = processTerminal(version);
  try {
    const code = await run(process.argv.slice(2), terminal);
    if (code !== undefined) process.exitCode = code;
  } catch (error) {
    terminal.progress('');
    const isUsage = error instanceof UsageError;
    const text = error instanceof Error ? (isUsage ? error.message : (error.stack ?? error.message)) : String(error);
    terminal.error(`infrahub-cascade: ${isUsage ? '' : 'internal error: '}${text.trimEnd()}`);
    process.exitCode = exitUsage;
  }
}

void main();
