import * as nodeModule from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * Lets Node keep the compiled form of what is loaded from now on, so that the next start does not compile it again: in
 * the user's own cache folder, not in a shared one, because what is read from there is run. Does nothing where Node
 * cannot do it (before 22.1) or may not (`NODE_DISABLE_COMPILE_CACHE`); `NODE_COMPILE_CACHE` names another folder.
 */
export function keepCompiledCode({ env, platform }: Pick<NodeJS.Process, 'env' | 'platform'>): void {
  // Undefined in older versions of Node.
  const enable = nodeModule.enableCompileCache as typeof nodeModule.enableCompileCache | undefined;
  enable?.(env.NODE_COMPILE_CACHE ?? join(cacheFolder(env, platform), 'infrahub-cascade', 'compiled'));
}

function cacheFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  if (platform === 'win32') return env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Caches');
  return env.XDG_CACHE_HOME || join(homedir(), '.cache');
}
