import { access } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { configFileNames } from '../model/project/roles';

/** The nearest folder at or above `folder` (system path) that holds a `.infrahub.yml`; undefined when there is none. */
export async function findProjectRoot(folder: string): Promise<string | undefined> {
  for (let at = folder; ; at = dirname(at)) {
    for (const name of configFileNames) {
      const found = await access(join(at, name)).then(
        () => true,
        () => false,
      );
      if (found) return at;
    }
    if (dirname(at) === at) return undefined;
  }
}
