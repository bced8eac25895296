import { createYielder, neverCancelled, type CancellationToken } from '../../base/cancellation';
import { baseName, canonicalUri, isBelow, parentUri, relativePath } from '../../base/uris';
import { parseYamlFile, type YamlFile } from '../../syntax/yaml/yamlFile';
import { pathsInConfig } from '../config/configPaths';
import { Project, type WantedVersions } from './project';
import { configFileNames, isDataPath, isReadPath } from './roles';
import type { FileContent, Workspace } from './workspace';

export interface ProjectSetOptions {
  readonly workspace: Workspace;
  /** Milliseconds, for yielding only. */
  readonly now: () => number;
}

/** A file that changed on disk. */
export interface FileEvent {
  readonly uri: string;
  readonly type: 'created' | 'changed' | 'deleted';
}

/** How many files are read at once. */
const parallelReads = 16;

/** The projects below the workspace folders. An open buffer always beats the disk. */
export class ProjectSet {
  private readonly projects = new Map<string, Project>();
  private readonly buffers = new Map<string, string>();
  private folders: readonly string[] = [];
  private wanted: WantedVersions = {};

  constructor(private readonly options: ProjectSetOptions) {}

  all(): Project[] {
    return [...this.projects.values()];
  }

  /** The project whose root is nearest above the file. */
  projectOf(uri: string): Project | undefined {
    let best: Project | undefined;
    for (const project of this.projects.values()) {
      if (isBelow(project.root, uri) && project.root.length > (best?.root.length ?? -1)) best = project;
    }
    return best;
  }

  /** Sets the versions asked for from outside, for every project. */
  setWantedVersions(wanted: WantedVersions): void {
    this.wanted = wanted;
    for (const project of this.projects.values()) project.setWantedVersions(wanted);
  }

  /**
   * Finds the projects below the folders and reads all of their files. Until it is done the projects say that they are
   * not indexed. Throws `CancelledError` when the token is cancelled; calling again starts over.
   */
  async index(folders: readonly string[], token: CancellationToken = neverCancelled): Promise<void> {
    this.folders = folders.map(canonicalUri);
    const files = new Set<string>();
    for (const folder of this.folders)
      for (const uri of (await this.options.workspace.list(folder)).files) files.add(uri);
    for (const uri of this.buffers.keys()) files.add(uri);
    const roots = new Set([...files].filter((uri) => configFileNames.includes(baseName(uri))).map(parentUri));
    for (const root of this.projects.keys()) if (!roots.has(root)) this.projects.delete(root);
    for (const root of roots) if (!this.projects.has(root)) this.addProject(root);
    const pause = createYielder(token, this.options.now);
    for (const project of this.projects.values()) await this.indexProject(project, [...files], pause);
  }

  /** Takes the text of an open document. Gives true when other files could see the difference. */
  openBuffer(uri: string, text: string): boolean {
    this.buffers.set(uri, text);
    return this.projectOf(uri)?.update(uri, { kind: 'text', text }) ?? false;
  }

  /** Goes back to the disk's state of a document that was closed. */
  async closeBuffer(uri: string): Promise<boolean> {
    this.buffers.delete(uri);
    const content = await this.options.workspace.read(uri);
    if (this.buffers.has(uri)) return false;
    return this.projectOf(uri)?.update(uri, present(content)) ?? false;
  }

  /** Takes changes on disk; events for open documents are ignored. Gives true when anything may have changed. */
  async filesChanged(events: readonly FileEvent[], token: CancellationToken = neverCancelled): Promise<boolean> {
    const outside = events.map((event) => ({ ...event, uri: canonicalUri(event.uri) }));
    if (outside.some((event) => this.changesProjects(event))) {
      await this.index(this.folders, token);
      return true;
    }
    let changed = false;
    for (const { uri, type } of outside) {
      const project = this.projectOf(uri);
      if (!project || this.buffers.has(uri)) continue;
      if (type === 'deleted') {
        for (const file of filesBelow(project, uri)) changed = project.update(file, undefined) || changed;
        continue;
      }
      const path = relativePath(project.root, uri);
      if (path === undefined) continue;
      const content = isReadPath(path) ? await this.options.workspace.read(uri) : undefined;
      if (this.buffers.has(uri)) continue;
      if (content) changed = project.update(uri, present(content)) || changed;
      else changed = project.addPaths([path]) || changed;
    }
    return changed;
  }

  private addProject(root: string): void {
    const project = new Project(root);
    project.setWantedVersions(this.wanted);
    this.projects.set(root, project);
  }

  private changesProjects({ uri, type }: FileEvent): boolean {
    if (!configFileNames.includes(baseName(uri))) return false;
    return type === 'created' ? !this.projects.has(parentUri(uri)) : type === 'deleted' && !this.buffers.has(uri);
  }

  private async indexProject(project: Project, files: readonly string[], pause: () => Promise<void>): Promise<void> {
    const own = files.filter((uri) => this.projectOf(uri) === project);
    const paths = own.flatMap((uri) => relativePath(project.root, uri) ?? []);
    project.setPaths(paths);
    const known = new Set(own);
    for (const file of project.allFiles()) if (!known.has(file.uri)) project.update(file.uri, undefined);
    const readable = own.filter((uri) => isReadPath(relativePath(project.root, uri) ?? ''));
    // The configuration first: it says what the other files are.
    readable.sort((a, b) => rank(project, a) - rank(project, b));
    for (let at = 0; at < readable.length; at += parallelReads) {
      const batch = readable.slice(at, at + parallelReads);
      const contents = await Promise.all(batch.map((uri) => this.contentOf(uri)));
      for (const [index, uri] of batch.entries()) {
        const content = contents[index];
        if (!content) continue;
        const parsed = await parseInSteps(uri, content, pause);
        // An edit that arrived meanwhile is newer than what was read.
        const buffer = this.buffers.get(uri);
        if (buffer === undefined) project.update(uri, present(content), parsed);
        else project.update(uri, { kind: 'text', text: buffer });
        await pause();
      }
    }
    await this.addUnlistedPaths(project);
    project.setIndexed();
  }

  /** Paths that the configuration names and the listing left out (ignored by git, say) do exist. */
  private async addUnlistedPaths(project: Project): Promise<void> {
    const missing = pathsInConfig(project.config).filter((path) => !project.lookUp(path));
    const found: string[] = [];
    for (const path of missing.slice(0, 200)) {
      if ((await this.options.workspace.stat(project.uriOf(path))) !== undefined) found.push(path);
    }
    project.addPaths(found);
  }

  private async contentOf(uri: string): Promise<FileContent> {
    const buffer = this.buffers.get(uri);
    return buffer === undefined ? this.options.workspace.read(uri) : { kind: 'text', text: buffer };
  }
}

/** A file that vanished between listing and reading is no file. */
function present(content: FileContent): FileContent | undefined {
  return content.kind === 'unreadable' && content.reason === 'ENOENT' ? undefined : content;
}

function rank(project: Project, uri: string): number {
  const path = relativePath(project.root, uri) ?? '';
  return configFileNames.includes(path) ? 0 : 1;
}

function filesBelow(project: Project, uri: string): string[] {
  return [uri, ...[...project.allFiles()].map((file) => file.uri).filter((file) => isBelow(uri, file))];
}

/** Parses a data file chunk by chunk with turns for the event loop in between. */
async function parseInSteps(
  uri: string,
  content: FileContent,
  pause: () => Promise<void>,
): Promise<YamlFile | undefined> {
  if (content.kind !== 'text' || !isDataPath(uri) || content.text.length < 20_000) return undefined;
  const file = parseYamlFile(uri, content.text);
  for (const document of file.documents) {
    for (const chunk of [document.head, ...document.itemChunks]) {
      void chunk.tree;
      await pause();
    }
  }
  return file;
}
