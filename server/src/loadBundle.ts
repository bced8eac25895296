import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { Script } from 'node:vm';

/** A bundle that runs. */
export interface Bundle<T> {
  readonly exports: T;
  /**
   * Keeps the compiled form of all that was called until now for the next start, unless this start had it already. Takes
   * some milliseconds the first time, and gives up quietly where nothing can be written.
   */
  keepCompiled(): Promise<void>;
}

/** What is asked of the process. */
type Host = Pick<NodeJS.Process, 'env' | 'platform' | 'arch' | 'pid' | 'versions'>;

/**
 * Runs a bundle (CommonJS, an absolute path) by its compiled form of an earlier start, if that is kept: in the user's own
 * cache folder, not in a shared one, because what is read from there is run. `NODE_DISABLE_COMPILE_CACHE` turns that off,
 * `NODE_COMPILE_CACHE` names another folder, as with the cache of Node itself. That one is not used because it keeps only
 * what is compiled before the first call, and the rest takes a seventh of the time until the first findings.
 *
 * The engine refuses what another version of it, or one with other flags, compiled: flags are set before this is called.
 */
export function loadBundle<T>(path: string, host: Host): Bundle<T> {
  const source = readFileSync(path);
  const kept = host.env.NODE_DISABLE_COMPILE_CACHE ? undefined : keptFile(path, host);
  const compiled = kept === undefined ? undefined : readCompiled(kept, source);
  const script = new Script(`(function (exports, require, module, __filename, __dirname) { ${source.toString()}\n})`, {
    filename: path,
    ...(compiled && { cachedData: compiled }),
  });
  const module = { exports: {} };
  const run = script.runInThisContext() as (...args: unknown[]) => void;
  run(module.exports, createRequire(path), module, path, dirname(path));
  let isKept = script.cachedDataRejected === false;
  return {
    exports: module.exports as T,
    async keepCompiled() {
      if (isKept || kept === undefined) return;
      isKept = true;
      await writeCompiled(kept, [source, script.createCachedData()], `${kept}.${host.pid}`).catch(() => {});
    },
  };
}

/** One file for each engine: what an older bundle left is replaced. */
function keptFile(path: string, { env, platform, arch, versions }: Host): string {
  const folder = env.NODE_COMPILE_CACHE ?? join(cacheFolder(env, platform), 'infrahub-cascade', 'compiled');
  return join(folder, `${basename(path, '.js')}-${versions.v8}-${arch}`);
}

function cacheFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  if (platform === 'win32') return env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Caches');
  return env.XDG_CACHE_HOME || join(homedir(), '.cache');
}

const digestLength = 32;

/** Of source and compiled form together: the engine itself compares no more than the length of the source. */
function digest(source: Uint8Array, compiled: Uint8Array): Buffer {
  return createHash('sha256').update(source).update(compiled).digest();
}

function readCompiled(file: string, source: Uint8Array): Buffer | undefined {
  try {
    const content = readFileSync(file);
    const compiled = content.subarray(digestLength);
    return digest(source, compiled).equals(content.subarray(0, digestLength)) ? compiled : undefined;
  } catch {
    return undefined;
  }
}

/** Never leaves half of it: several processes may write at once, and any may end in the middle. */
async function writeCompiled(file: string, [source, compiled]: [Uint8Array, Uint8Array], temp: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  try {
    await writeFile(temp, Buffer.concat([digest(source, compiled), compiled]), { mode: 0o600 });
    await rename(temp, file);
  } catch (error) {
    await rm(temp, { force: true });
    throw error;
  }
}
