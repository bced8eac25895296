import { execFileSync } from 'node:child_process';
import { basename } from 'node:path';
import { openRepository, readFolder } from '../repository';
import { createNode } from './world/changes';
import { idOf, type Clock } from './world/clock';
import { importRepository } from './world/load';
import { configured } from './world/rules';
import { makeBranch, type Branch, type World } from './world/world';

/** A server whose default branch has the schema and the objects of a repository's files. */
export async function openWorld(folder: string, { clock, token }: { clock: Clock; token: string }): Promise<World> {
  const files = readFolder(folder).filter(([path]) => !path.startsWith('/.git/'));
  const repository = await openRepository(files);
  const [project] = repository.service.projects();
  if (!project) throw new Error(`${folder} holds no .infrahub.yml.`);
  const name = basename(folder);
  const commit = commitOf(folder);
  const main = makeBranch('main', { at: clock.now(), commit, isDefault: true });
  const world: World = {
    kinds: project.kinds,
    clock,
    branches: new Map<string, Branch>([['main', main]]),
    shared: new Map(),
    tasks: [],
    events: [],
    admin: { id: idOf('CoreAccount', 'admin'), label: 'Admin' },
    agent: { id: idOf('CoreAccount', 'agent'), label: 'Agent' },
    tokens: new Map([[token, { id: idOf('token'), name: 'demo', expiration: undefined }]]),
    configuration: { stoppedBy: undefined, configured: [], left: new Map() },
    onEvent: () => undefined,
  };
  const scope = { world, branch: main, account: world.admin };
  for (const { id, label } of [world.admin, world.agent]) {
    createNode(scope, 'CoreAccount', { values: { name: label.toLowerCase(), label, account_type: 'User' } }, id);
  }
  importRepository(scope, project, name);
  world.configuration = configured(world);
  // What the import did is past.
  world.events.length = 0;
  return world;
}

/** The commit of a Git repository; of any other folder a made-up one. */
function commitOf(folder: string): string {
  try {
    return execFileSync('git', ['rev-parse', 'HEAD'], { cwd: folder, encoding: 'utf8', stdio: 'pipe' }).trim();
  } catch {
    return '0'.repeat(40);
  }
}
