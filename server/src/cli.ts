import { version } from '../../package.json';
import { check } from './cli/check';
import { checkUsage, parseCheckOptions } from './cli/checkOptions';
import { processTerminal } from './cli/terminal';
import { UsageError } from './cli/usageError';
import { startLanguageServer } from './languageServer';

const usage = `usage: infrahub-cascade COMMAND

  check [PATH…]   report mistakes in an Infrahub repository
  lsp             run the language server on standard input and output

infrahub-cascade COMMAND --help says more.
`;

/** Wrong usage or an internal error; 1 stands for findings of error level. */
const exitUsage = 2;

async function run(argv: readonly string[]): Promise<number | undefined> {
  const [command, ...args] = argv;
  const terminal = processTerminal(version);
  if (command === '--version') {
    terminal.write(`${version}\n`);
    return 0;
  }
  if (command === '--help' || command === 'help') {
    terminal.write(usage);
    return 0;
  }
  switch (command) {
    case 'check':
      if (args.includes('--help')) {
        terminal.write(checkUsage);
        return 0;
      }
      return check(parseCheckOptions(args), terminal);
    case 'lsp':
      if (!process.argv.includes('--stdio')) process.argv.push('--stdio');
      startLanguageServer();
      return undefined;
    default:
      throw new UsageError(`${command === undefined ? 'No command.' : `Unknown command '${command}'.`}\n\n${usage}`);
  }
}

async function main(): Promise<void> {
  try {
    const code = await run(process.argv.slice(2));
    if (code !== undefined) process.exitCode = code;
  } catch (error) {
    process.stderr.write(`infrahub-cascade: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = exitUsage;
  }
}

void main();
