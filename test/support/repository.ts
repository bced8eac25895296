import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { createCoreKinds } from '../../server/src/data/coreKinds';
import type { RemoteKnowledge } from '../../server/src/remoteKnowledge';
import { createService, type Service } from '../../server/src/service';
import { settingsSchema, type Settings } from '../../server/src/settings';
import { memoryWorkspace } from './memoryWorkspace';

const root = 'file:///repo';
/** Building them takes longer than most tests need for all the rest. */
const coreKinds = createCoreKinds();

/** A service over files in memory, indexed. Paths begin with `/`. */
export interface Repository {
  readonly service: Service;
  readonly files: Map<string, string>;
  uri(path: string): string;
  /** Text of a file as the service knows it. */
  text(path: string): string;
}

export interface RepositoryOptions {
  readonly settings?: Partial<Settings>;
  /** False: files are known, nothing is read yet. */
  readonly index?: boolean;
  /** What the connected server holds. */
  readonly remote?: RemoteKnowledge | undefined;
}

/** What a bug in a rule or provider writes to the log fails the test. */
export async function openRepository(
  contents: Iterable<readonly [string, string]>,
  { settings = {}, index = true, remote }: RepositoryOptions = {},
): Promise<Repository> {
  const files = new Map([...contents].map(([path, text]) => [`${root}${path}`, text]));
  if (!files.has(`${root}/.infrahub.yml`) && !files.has(`${root}/.infrahub.yaml`))
    files.set(`${root}/.infrahub.yml`, 'objects: [objects]\n');
  const service = createService({
    workspace: memoryWorkspace(files),
    coreKinds,
    now: () => 0,
    log: (message) => {
      throw new Error(message);
    },
  });
  service.configure(settingsSchema.parse({ profile: 'all', ...settings }));
  service.setRemote(remote);
  if (index) await service.index([root]);
  const uri = (path: string): string => `${root}${path}`;
  return { service, files, uri, text: (path) => service.target(uri(path))?.file.text ?? '' };
}

/** The files of a folder on disk, as `openRepository` takes them. */
export function readFolder(folder: string): [string, string][] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .map((path) => [`/${relative(folder, path).split(sep).join('/')}`, readFileSync(path, 'utf8')]);
}
