import { test } from 'vitest';

declare module 'vitest' {
  interface TaskMeta {
    /** Rules whose page makes the statement; written to result.json. */
    rules?: readonly string[];
  }
}

interface Statement {
  /** What the server does, in one sentence. */
  readonly says: string;
  /** Ids of the rules whose page says so. */
  readonly rules: readonly string[];
}

/** A test of one statement of our rule pages about the server. */
export function statement({ says, rules }: Statement, prove: () => Promise<void>): void {
  test(says, async ({ task }) => {
    task.meta.rules = rules;
    await prove();
  });
}
