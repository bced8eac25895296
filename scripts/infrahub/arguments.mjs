// The command line of `npm run infrahub`.

export const USAGE = `npm run infrahub -- COMMAND

  up       starts Infrahub, and says where it is
             --fresh      with an empty database
             --port N     on this port, or not at all (otherwise 8000 or the next free one)
             --packages   from package registries, even where Docker runs
  down     stops everything that was started
  status   says what runs; the exit code is 0 only when all of it does
  logs     prints what the parts wrote last
             PART         of this part only
             --lines N    so many lines of each (otherwise 40)`;

/**
 * Reads the command line.
 * @param {string[]} argv without node and script
 * @returns {{ command: 'up', fresh: boolean, packages: boolean, port?: number } | { command: 'down' | 'status' | 'help' }
 *   | { command: 'logs', part?: string, lines: number }}
 * @throws {Error} with a message for people
 */
export function readArguments(argv) {
  const [command = 'help', ...rest] = argv;
  switch (command) {
    case 'up': {
      const { flags, values, words } = split(rest, { flags: ['fresh', 'packages'], values: ['port'] });
      refuseWords(command, words);
      const port = values.port === undefined ? undefined : number('port', values.port, 65_535);
      return { command, fresh: flags.has('fresh'), packages: flags.has('packages'), port };
    }
    case 'logs': {
      const { values, words } = split(rest, { values: ['lines'] });
      refuseWords(command, words.slice(1));
      return { command, part: words[0], lines: values.lines === undefined ? 40 : number('lines', values.lines, 1e6) };
    }
    case 'down':
    case 'status':
      refuseWords(command, split(rest, {}).words);
      return { command };
    case 'help':
    case '--help':
    case '-h':
      return { command: 'help' };
    default:
      throw new Error(`There is no command ${command}.\n\n${USAGE}`);
  }
}

function split(argv, { flags = [], values = [] }) {
  const found = { flags: new Set(), values: {}, words: [] };
  for (let at = 0; at < argv.length; at++) {
    const [, name, inline] = /^--([^=]+)(?:=(.*))?$/s.exec(argv[at]) ?? [];
    if (name === undefined) found.words.push(argv[at]);
    else if (flags.includes(name) && inline === undefined) found.flags.add(name);
    else if (values.includes(name)) found.values[name] = inline ?? argv[++at] ?? '';
    else throw new Error(`${argv[at]} means nothing here.\n\n${USAGE}`);
  }
  return found;
}

function refuseWords(command, words) {
  if (words.length > 0) throw new Error(`${command} does not know what to do with ${words.join(' ')}.\n\n${USAGE}`);
}

function number(name, text, most) {
  const value = /^\d+$/.test(text) ? Number(text) : 0;
  if (value < 1 || value > most) throw new Error(`--${name} needs a number from 1 to ${most}, not '${text}'.`);
  return value;
}
