import { join } from 'node:path';
import { version } from '../../package.json';
import type * as CheckCommand from './cli/checkCommand';
import { processTerminal, type Terminal } from './cli/terminal';
import type * as UntrackCommand from './cli/untrackCommand';
import { UsageError } from './cli/usageError';
import { setEngineFlags } from './engineFlags';
import type * as LanguageServer from './languageServer';
import { loadBundle, type Bundle } from './loadBundle';

const usage = `usage: infrahub-cascade COMMAND

  check [PATH…]   report mistakes in an Infrahub repository
  lsp             run the language server on standard input and output
  untrack         take the targets of signals out of the tracking groups of an Infrahub

infrahub-cascade COMMAND --help says more.
`;

/** Wrong usage or an internal error; 1 stands for findings of error level. */
const exitUsage = 2;

/** Whoever reads our output may stop before its end, as `head` does; a disk may be full. */
function endWhenNothingCanBeWritten(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit();
    process.stderr.write(`infrahub-cascade: The output cannot be written: ${error.message}\n`);
    process.exit(exitUsage);
  });
}

const bundle = <T>(name: string): Bundle<T> => loadBundle<T>(join(__dirname, `${name}.js`), process);

/** Gives the exit code, none for what runs on. Each command is a bundle of its own, so that none loads the others. */
async function run(argv: readonly string[], terminal: Terminal): Promise<number | undefined> {
  const [command, ...args] = argv;
  switch (command) {
    case '--version':
      terminal.write(`${version}\n`);
      return 0;
    case '--help':
    case '-h':
    case 'help':
      terminal.write(usage);
      return 0;
    case 'check': {
      const { exports, keepCompiled } = bundle<typeof CheckCommand>('checkCommand');
      return exports.checkCommand(args, terminal, keepCompiled);
    }
    case 'untrack':
      return bundle<typeof UntrackCommand>('untrackCommand').exports.untrackCommand(args, terminal);
    case 'lsp': {
      if (args.includes('--help') || args.includes('-h')) {
        terminal.write(usage);
        return 0;
      }
      if (!process.argv.includes('--stdio')) process.argv.push('--stdio');
      setEngineFlags();
      const { exports, keepCompiled } = bundle<typeof LanguageServer>('languageServer');
      exports.startLanguageServer(keepCompiled);
      return undefined;
    }
    default:
      throw new UsageError(`${command === undefined ? 'No command.' : `Unknown command '${command}'.`}\n\n${usage}`);
  }
}

async function main(): Promise<void> {
  endWhenNothingCanBeWritten();
  const terminal = processTerminal(version);
  try {
    const code = await run(process.argv.slice(2), terminal);
    if (code !== undefined) process.exitCode = code;
  } catch (error) {
    terminal.progress('');
    // Told by its name: the bundle of each command has a class of its own.
    const isUsage = error instanceof Error && error.name === 'UsageError';
    const text = error instanceof Error ? (isUsage ? error.message : (error.stack ?? error.message)) : String(error);
    terminal.error(`infrahub-cascade: ${isUsage ? '' : 'internal error: '}${text.trimEnd()}`);
    process.exitCode = exitUsage;
  }
}

void main();
