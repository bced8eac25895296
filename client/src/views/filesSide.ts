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
