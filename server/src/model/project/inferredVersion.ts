import type { WantedVersion } from './targetVersion';

/**
 * The Infrahub version that the repository's lock, requirements or compose files name. `textAt` gives the text of a
 * file by its path (POSIX, relative to the project's root).
 */
export function inferredVersion(textAt: (path: string) => string | undefined): WantedVersion | undefined {
  for (const path of composePaths) {
    const image = /\binfrahub:\$?\{?[A-Z_]*:?-?v?(\d+\.\d+(?:\.\d+)?)/.exec(textAt(path) ?? '');
    if (image?.[1]) return { version: image[1], source: path };
  }
  return undefined;
}

const composePaths = ['docker-compose.yml', 'docker-compose.yaml', 'compose.yml', 'compose.yaml'];
