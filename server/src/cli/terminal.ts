/** What a command needs of the process around it. */
export interface Terminal {
  readonly cwd: string;
  /** True when colours are wanted: a terminal, and no `NO_COLOR`. */
  readonly colour: boolean;
  /** The tool's own version. */
  readonly version: string;
  readonly now: () => number;
  /** To standard output, as is. */
  readonly write: (text: string) => void;
  /** One line to standard error. */
  readonly error: (line: string) => void;
  /** Shows what is going on, on a terminal only; empty takes it away. */
  readonly progress: (text: string) => void;
}

/** The terminal of this process. */
export function processTerminal(version: string): Terminal {
  const { stdout, stderr, env } = process;
  return {
    cwd: process.cwd(),
    colour: stdout.isTTY && !env['NO_COLOR'] && env['TERM'] !== 'dumb',
    version,
    now: () => performance.now(),
    write: (text) => void stdout.write(text),
    error: (line) => void stderr.write(`${line}\n`),
    progress: (text) => {
      if (stderr.isTTY) stderr.write(`\r\u001B[2K${text}`);
    },
  };
}
