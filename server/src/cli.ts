import { parseArgs } from 'node:util';
import { check } from './cli/check';

/** Usage or internal error; 1 stands for findings of error level. */
const exitUsage = 2;

async function main(argv: readonly string[]): Promise<number> {
  const [command, ...rest] = argv;
  if (command === 'check') {
    const { positionals } = parseArgs({ args: [...rest], allowPositionals: true, options: {} });
    return check({ paths: positionals, write: (text) => process.stdout.write(text) });
  }
  process.stderr.write('usage: infrahub-cascade check [PATH…]\n');
  return exitUsage;
}

main(process.argv.slice(2)).then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    process.stderr.write(`infrahub-cascade: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = exitUsage;
  },
);
