import type { ServerSide } from './serverSide';

/** What a view knows of the files here. */
export interface FilesSide<Files> {
  /** What was read last; undefined until then. */
  readonly known: Files | undefined;
  /** The language server did not tell them the last time, so that what is known is older. */
  readonly areOld: boolean;
  /** Asks the language server; what was known stays when it does not tell. Never rejects. */
  read(): Promise<void>;
}

/** Reads the files for a view. `onFailure` is told once while the language server stays away, so that it fills no log. */
export function createFilesSide<Files>(
  files: () => Promise<Files>,
  onFailure: (message: string) => void,
): FilesSide<Files> {
  let known: Files | undefined;
  let areOld = false;
  return {
    get known() {
      return known;
    },
    get areOld() {
      return areOld;
    },
    async read() {
      try {
        known = await files();
        areOld = false;
      } catch (error) {
        // Before it has started it is no failure.
        if (known !== undefined && !areOld) onFailure(error instanceof Error ? error.message : String(error));
        areOld = true;
      }
    },
  };
}

/**
 * Reads the server for a view whose files were read, where these hold a repository, and hands on what it told. Gives false
 * when the server did not answer, or the language server never did; `read` gives undefined when it was aborted.
 */
export async function readServerBeside<Value>(
  { known, areOld }: Pick<FilesSide<{ readonly repositories: number }>, 'known' | 'areOld'>,
  read: () => Promise<ServerSide<Value> | undefined>,
  take: (side: ServerSide<Value>) => void,
): Promise<boolean> {
  if (!known) return false;
  if (known.repositories === 0) return !areOld;
  const side = await read();
  if (!side) return false;
  take(side);
  return side.kind !== 'failed';
}
