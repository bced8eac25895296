import { parseServerVersion, sdkToServerVersion, type ServerVersion } from '../../data/versions';
import type { WantedVersion } from './targetVersion';

/**
 * The Infrahub version that the repository's compose, lock, requirements or project file names, in this order; an SDK
 * counts for the server that bundles it. A lower bound says nothing, and neither does a file that contradicts itself.
 * `textAt` gives the text of a file by its path (POSIX, relative to the project's root).
 */
export function inferredVersion(textAt: (path: string) => string | undefined): WantedVersion | undefined {
  for (const { paths, read } of sources) {
    for (const path of paths) {
      const text = textAt(path);
      const found = text === undefined ? [] : [...new Set(read(text))];
      if (found.length === 1 && found[0] !== undefined) return { version: found[0], source: path };
    }
  }
  return undefined;
}

interface Source {
  readonly paths: readonly string[];
  readonly read: (text: string) => ServerVersion[];
}

const sources: readonly Source[] = [
  {
    // What overrides comes first.
    paths: ['docker-compose.override', 'compose.override', 'docker-compose', 'compose'].flatMap((name) => [
      `${name}.yml`,
      `${name}.yaml`,
    ]),
    read: inCompose,
  },
  { paths: ['uv.lock', 'poetry.lock'], read: inLock },
  { paths: ['requirements.txt'], read: inRequirements },
  { paths: ['pyproject.toml'], read: inProject },
];

// Repetitions are bounded, so that no text takes long.

/** `…/infrahub:1.10.3`, `…/infrahub:${VERSION:-1.10.3}`, `${IMAGE:-…/infrahub}:…`. */
const image = /(?<![\w.-])infrahub(?:-enterprise)?\}?:(?:\$\{\w{1,80}:?-)?(v?\d[\w.]{0,50})/g;

function inCompose(text: string): ServerVersion[] {
  return [...withoutComments(text).matchAll(image)].flatMap(([, tag = '']) => parseServerVersion(tag) ?? []);
}

/** Both lock files have a table per package with these two lines at its head. */
const locked = /^name = "infrahub[-_](sdk|server)"\r?\nversion = "([^"\n]{0,50})"/gm;

function inLock(text: string): ServerVersion[] {
  const found = [...text.matchAll(locked)];
  const servers = found.filter(([, name]) => name === 'server');
  return (servers.length > 0 ? servers : found).flatMap(([, name, version = '']) => versionOf(name, version));
}

/** A requirement as pip reads it, with what it is pinned to: `==1.18.1`, `==1.18.*`, `~=1.18.1`; `~=1.18` allows 1.19. */
const requirement =
  /(?<![\w.-])infrahub[-_](sdk|server)[ \t]{0,20}(?:\[[^\]\n]{0,200}\])?[ \t]{0,20}\(?(?:={2,3}[ \t]{0,20}(\d+\.\d+)(?![\d])|~=[ \t]{0,20}(\d+\.\d+)\.\d)/gi;

function inRequirements(text: string): ServerVersion[] {
  const found = [...withoutComments(text).matchAll(requirement)];
  return found.flatMap(([, name, exact, compatible]) => versionOf(name, exact ?? compatible ?? ''));
}

/** Poetry's own tables: `infrahub-sdk = "1.18.1"`, `{version = "~1.18"}`; `^1.18` allows 1.19. */
const poetryEntry =
  /^["']?infrahub[-_](sdk|server)["']?[ \t]{0,20}=[ \t]{0,20}(?:\{[^}\n]{0,200}\bversion[ \t]{0,20}=[ \t]{0,20})?["'](?:==?|~)?[ \t]{0,20}(\d+\.\d+)(?:\.[\d*]+)?["']/gim;

function inProject(text: string): ServerVersion[] {
  const found = [...withoutComments(text).matchAll(poetryEntry)];
  return [...inRequirements(text), ...found.flatMap(([, name, version = '']) => versionOf(name, version))];
}

function versionOf(name: string | undefined, version: string): ServerVersion[] {
  const found = name?.toLowerCase() === 'server' ? parseServerVersion(version) : sdkToServerVersion(version);
  return found ? [found] : [];
}

function withoutComments(text: string): string {
  return text.replaceAll(/(?:^|[ \t])#.*$/gm, '');
}
