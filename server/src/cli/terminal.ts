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

/** What is used of a process. */
export interface ProcessLike {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: () => string;
}

interface Output {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** The terminal of a process. */
export function processTerminal(version: string, { stdout, stderr, env, cwd }: ProcessLike = process): Terminal {
  return {
    cwd: cwd(),
    colour: stdout.isTTY === true && !env['NO_COLOR'] && env['TERM'] !== 'dumb',
    version,
    now: () => performance.now(),
    write: (text) => void stdout.write(text),
    error: (line) => void stderr.write(`${line}\n`),
    progress: (text) => {
      if (stderr.isTTY) stderr.write(`\r\u001B[2K${text}`);
    },
  };
}
