import { createHash } from 'node:crypto';
import { closeSync, constants, fstatSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { Script } from 'node:vm';

/** A bundle that runs. */
export interface Bundle<T> {
  readonly exports: T;
  /**
   * Keeps the compiled form of all that was called until now for the next start, unless this start had one already. Takes
   * some 20 ms the first time, and gives up quietly where nothing can be written.
   */
  keepCompiled(): void;
}

/** What is asked of the process. */
type Host = Pick<NodeJS.Process, 'env' | 'platform' | 'arch' | 'versions' | 'getuid'>;

/**
 * Runs a bundle (CommonJS, an absolute path) by its compiled form of an earlier start, if that is kept: in the user's own
 * cache folder and in a file that nobody else can write, because what is read from there is run. `NODE_DISABLE_COMPILE_CACHE`
 * turns that off, `NODE_COMPILE_CACHE` names another folder, as with the cache of Node itself. That one is not used because
 * it keeps only what is compiled before the first call, and the rest takes a seventh of the time until the first findings.
 *
 * The engine refuses what another version of it, or one with other flags, compiled: flags are set before this is called.
 */
export function loadBundle<T>(path: string, host: Host): Bundle<T> {
  const source = readFileSync(path);
  // In place of the source, which would stay in memory a second time.
  const identity = digest(source);
  const kept = keptFile(path, host);
  const compiled = kept === undefined ? undefined : readCompiled(kept, identity, host);
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
    keepCompiled() {
      if (isKept || kept === undefined) return;
      isKept = true;
      writeCompiled(kept, identity, script.createCachedData());
    },
  };
}

/** One file for each engine: what an older bundle left is replaced. Undefined where nothing may be kept. */
function keptFile(path: string, { env, platform, arch, versions }: Host): string | undefined {
  if (env.NODE_DISABLE_COMPILE_CACHE) return undefined;
  const folder = env.NODE_COMPILE_CACHE || ownFolder(env, platform);
  return folder && join(folder, `${basename(path, '.js')}-${versions.v8}-${arch}`);
}

/** Undefined where no home is known: the current folder, which may be a repository, does not take its place. */
function ownFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string | undefined {
  try {
    const caches = cacheFolder(env, platform);
    return isAbsolute(caches) ? join(caches, 'infrahub-cascade', 'compiled') : undefined;
  } catch {
    return undefined; // `homedir`, for a user whom the system does not know
  }
}

function cacheFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  if (platform === 'win32') return env.LOCALAPPDATA || join(homedir(), 'AppData', 'Local');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Caches');
  return env.XDG_CACHE_HOME || join(homedir(), '.cache');
}

function digest(...parts: readonly Uint8Array[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}

const digestLength = 32;

/**
 * Gives what was kept of this source and is whole: the engine itself compares no more than the length of the source,
 * several processes may write at once, and any may end in the middle.
 */
function readCompiled(file: string, identity: Uint8Array, host: Host): Buffer | undefined {
  try {
    const content = readOwn(file, host);
    const compiled = content?.subarray(digestLength);
    if (!content || !compiled) return undefined;
    return digest(identity, compiled).equals(content.subarray(0, digestLength)) ? compiled : undefined;
  } catch {
    return undefined;
  }
}

/** The content of a file that belongs to this user and that no other may write, which Windows does not tell. */
function readOwn(file: string, { getuid }: Host): Buffer | undefined {
  // Windows has neither of the last two.
  const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
  const descriptor = openSync(file, flags);
  try {
    const { uid, mode } = fstatSync(descriptor);
    const isOwn = getuid === undefined || (uid === getuid() && (mode & 0o022) === 0);
    return isOwn ? readFileSync(descriptor) : undefined;
  } finally {
    closeSync(descriptor);
  }
}

/** Makes a new file, so that neither a link is followed nor the owner and mode of an old file stay. */
function writeCompiled(file: string, identity: Uint8Array, compiled: Uint8Array): void {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    rmSync(file, { force: true });
    writeFileSync(file, Buffer.concat([digest(identity, compiled), compiled]), { mode: 0o600, flag: 'wx' });
  } catch {
    // The next start compiles anew.
  }
}
