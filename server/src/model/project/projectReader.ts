import { isBelow, joinUri, relativePath } from '../../base/uris';
import { parseYamlFile, readTrees } from '../../syntax/yaml/yamlFile';
import { normalPath, pathsOf } from '../config/configFile';
import { pathsInConfig } from '../config/configPaths';
import { prepareObjects, type ObjectMemo } from './objectFacts';
import { readSchemas, type PreparedFile } from './fileFacts';
import type { Project } from './project';
import type { Unread } from './pathIndex';
import { configFileNames, isDataPath, isListed, isReadPath, type FileRole } from './roles';
import { snapshotPath } from './snapshotFile';
import type { FileContent, Workspace } from './workspace';

export interface ProjectReaderOptions {
  readonly project: Project;
  readonly workspace: Workspace;
  /** Open documents; they are newer than what the disk says. */
  readonly buffers: ReadonlyMap<string, string>;
  /** Awaited between two steps: gives the event loop a turn and throws when cancelled. */
  readonly pause: () => Promise<void>;
  /** Called when the project's open documents were read, before all other files. */
  readonly onOpenRead: () => void;
}

/** How many files are read at once. */
const parallelReads = 16;
/** Smaller files are parsed in one step. */
const stepwiseLength = 4000;
/** At most this many paths of a configuration are looked for outside of the listing. */
const maxUnlisted = 200;
/** The sections whose items are paths of files and folders to load. */
const pathSections = ['schemas', 'objects', 'menus'] as const;

/** True for a file (path relative to the project) that `.infrahub.yml` names, or a folder of it, and for the snapshot. */
export function isNamed(project: Project, path: string): boolean {
  const config = project.readableConfig;
  if (snapshotOf(project).includes(path)) return true;
  return pathSections.some((section) => isListed(path, config, section)) || pathsInConfig(config).includes(path);
}

/** The path of the snapshot, where the settings of the project name one. */
function snapshotOf({ settings }: Project): string[] {
  return [snapshotPath(settings.values.snapshot ?? '') ?? []].flat();
}

/** Reads all files of one project. */
export class ProjectReader {
  constructor(private readonly options: ProjectReaderOptions) {}

  /** Takes the listing of the project's files, reads them, and what `.infrahub.yml` names besides. */
  async readAll(uris: readonly string[], unreadFolders: readonly string[]): Promise<void> {
    const { project, pause } = this.options;
    const paths = new Map<string, string>();
    for (const uri of uris) {
      const path = relativePath(project.root, uri);
      if (path !== undefined) paths.set(path, uri);
      await pause();
    }
    this.doubtNewFiles(paths);
    // What is named and git ignores is in no listing; it stays until it was looked for again.
    const ignored = [...project.allPaths()].filter((path) => !paths.has(path) && isNamed(project, path));
    project.setPaths(new Set([...paths.keys(), ...ignored]));
    await pause();
    // The configuration first: it says what the other files are.
    const config = configFileNames.flatMap((name) => paths.get(name) ?? []);
    await this.readFiles(config);
    const rest = [...paths].flatMap(([path, uri]) => (isReadPath(path) && !config.includes(uri) ? [uri] : []));
    // Whoever waits for findings looks at an open document.
    const open = rest.filter((uri) => this.options.buffers.has(uri));
    await this.readFiles(open);
    if (open.length > 0) this.options.onOpenRead();
    await this.readFiles(rest.filter((uri) => !open.includes(uri)));
    for (const path of ignored) if (!isNamed(project, path)) project.remove(path);
    await this.readNamed(unreadFolders);
    for (const _ of project.warmUp()) await pause();
    project.setIndexed();
  }

  /** Reads files that the listing shows, in turns; a file that vanished is left out. */
  async readFiles(uris: readonly string[]): Promise<void> {
    const { project, buffers, pause } = this.options;
    for (let at = 0; at < uris.length; at += parallelReads) {
      const batch = uris.slice(at, at + parallelReads);
      const contents = await Promise.all(batch.map((uri) => this.contentOf(uri)));
      for (const [index, uri] of batch.entries()) {
        const content = contents[index];
        if (!content || isGone(content)) continue;
        const prepared = await this.prepareInSteps(uri, content);
        // An edit that arrived meanwhile is newer than what was read.
        const buffer = buffers.get(uri);
        const isNewer = buffer !== undefined && !(content.kind === 'text' && content.text === buffer);
        if (isNewer) project.update(uri, bufferContent(this.options.workspace, buffer));
        else project.update(uri, content, prepared);
        await pause();
      }
    }
  }

  /**
   * What `.infrahub.yml` names counts even where git ignores it. Listed paths that lead out of the repository, or were
   * not read whole, are remembered: what they hold is unknown.
   */
  async readNamed(unreadFolders: readonly string[]): Promise<void> {
    const { project, pause } = this.options;
    const listed = new Set(
      pathSections.flatMap((key) => pathsOf(project.readableConfig, key)).map((at) => normalPath(at.value)),
    );
    const overlaps = (path: string): boolean => {
      const uri = path === '' || path === '.' ? project.root : joinUri(project.root, path);
      return unreadFolders.some((folder) => folder === uri || isBelow(folder, uri) || isBelow(uri, folder));
    };
    const unread = new Map([...listed].filter(overlaps).map((path): [string, Unread] => [path, 'inPart']));
    const named = [...snapshotOf(project), ...pathsInConfig(project.readableConfig)];
    for (const path of named.slice(0, maxUnlisted)) {
      await pause();
      const leaves = path.startsWith('/') || path.split('/').includes('..');
      const unknown = leaves ? 'inPart' : await this.readNamedPath(path, listed.has(path));
      if (unknown) unread.set(path, unknown);
    }
    project.setUnread(unread);
  }

  /** Reads a large data file little by little with turns for the event loop in between. */
  async prepareInSteps(uri: string, content: FileContent): Promise<PreparedFile | undefined> {
    const { project, pause } = this.options;
    if (content.kind !== 'text' || content.text.length < stepwiseLength) return undefined;
    const role = project.roleAt(relativePath(project.root, uri) ?? '', content.text);
    if (!isYaml(role)) return undefined;
    await pause();
    const yaml = parseYamlFile(uri, content.text);
    await pause();
    const memo: ObjectMemo = { chunks: new WeakMap(), items: new WeakMap() };
    for (const _ of readTrees(yaml)) await pause();
    for (const _ of role === 'object' || role === 'parked' ? prepareObjects(yaml, memo) : []) await pause();
    const schemas = role === 'schema' ? await inTurns(readSchemas(yaml), pause) : undefined;
    return { yaml, memo, schemas };
  }

  /** Looks for one path besides the listing; undefined when nothing of what is there was left out. */
  private async readNamedPath(path: string, isListedPath: boolean): Promise<Unread | undefined> {
    const { project, workspace } = this.options;
    const uri = joinUri(project.root, path);
    const known = project.lookUp(path)?.kind;
    const isShown = workspace.includes(uri);
    if (isShown && known === 'file') return undefined;
    // What is in a folder of schemas counts even where git ignores single files.
    if (isShown && known === 'folder' && !isListed(path, project.readableConfig, 'schemas')) return undefined;
    const kind = await workspace.stat(uri);
    if (kind === 'unreadable') return 'unreachable';
    if (kind === undefined) {
      project.remove(path);
      return undefined;
    }
    const isReadable = workspace.includes(uri, 'named');
    if (kind === 'folder' && isListedPath && isReadable) return this.readNamedFolder(path, uri);
    if (kind === 'file' && isReadable) await this.readFiles([uri]);
    project.addPath(path, kind);
    return isReadable ? undefined : 'inPart';
  }

  private async readNamedFolder(path: string, uri: string): Promise<Unread | undefined> {
    const { project, workspace } = this.options;
    const { files: all, unread, real } = await workspace.listIgnored(uri);
    // Behind a link every file has a second address; what is read under its own has no need of it.
    const isReadElsewhere = (file: string): boolean => {
      const known = real === undefined ? undefined : project.file(real + file.slice(uri.length));
      return known !== undefined && known.facts.role !== 'other';
    };
    const files = all.filter((file) => !isReadElsewhere(file));
    // A file behind a link is in no listing though nothing leaves it out.
    const isRead = (file: string): boolean => project.file(file) !== undefined && workspace.includes(file);
    const besides = files.filter((file) => isReadPath(file) && !isRead(file));
    await this.readFiles(besides);
    project.addPath(path, 'folder');
    const present = new Set(files);
    for (const { uri: file, path: known } of project.allFiles()) {
      if (isBelow(uri, file) && !present.has(file) && !this.options.buffers.has(file)) project.remove(known);
    }
    return unread.length === 0 ? undefined : 'inPart';
  }

  /** Until files that are new to a project have been read, a kind that is not found may be in them. */
  private doubtNewFiles(paths: ReadonlyMap<string, string>): void {
    const { project } = this.options;
    if (!project.indexed) return;
    const isNew = ([path, uri]: [string, string]): boolean =>
      isDataPath(path) && !project.file(uri) && isListed(path, project.readableConfig, 'schemas');
    if ([...paths].some(isNew)) {
      const schemas = pathsOf(project.readableConfig, 'schemas');
      project.setUnread(new Map(schemas.map(({ value }): [string, Unread] => [normalPath(value), 'inPart'])));
    }
  }

  private async contentOf(uri: string): Promise<FileContent> {
    const { workspace, buffers } = this.options;
    const buffer = buffers.get(uri);
    return buffer === undefined ? workspace.read(uri) : bufferContent(workspace, buffer);
  }
}

async function inTurns<T>(steps: Generator<void, T>, pause: () => Promise<void>): Promise<T> {
  let step = steps.next();
  for (; !step.done; step = steps.next()) await pause();
  return step.value;
}

/** True where the text is read as YAML. */
function isYaml(role: FileRole): boolean {
  return role !== 'python' && role !== 'query' && role !== 'other';
}

/** The text of an open document, which is bounded like a file on disk. */
export function bufferContent(workspace: Workspace, text: string): FileContent {
  return text.length > workspace.maxFileSize() ? { kind: 'tooLarge', size: text.length } : { kind: 'text', text };
}

/** A file that vanished between listing and reading. */
export function isGone(content: FileContent): boolean {
  return content.kind === 'unreadable' && content.reason === 'ENOENT';
}
