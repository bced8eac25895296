import { createYielder, neverCancelled, type CancellationToken } from '../../base/cancellation';
import { MultiMap } from '../../base/multiMap';
import { baseName, canonicalUri, isBelow, parentUri, relativePath } from '../../base/uris';
import type { CoreKinds } from '../../data/coreKinds';
import type { WantedVersions } from './askedVersion';
import { Project } from './project';
import { bufferContent, isGone, isNamed, ProjectReader } from './projectReader';
import { configFileNames, isReadPath } from './roles';
import type { ServerKnowledge } from './serverKnowledge';
import type { Workspace } from './workspace';

export interface ProjectSetOptions {
  readonly workspace: Workspace;
  /** Milliseconds, for yielding only. */
  readonly now: () => number;
  /** The kinds that Infrahub brings along. */
  readonly coreKinds: CoreKinds;
}

/** A file that changed on disk. */
export interface FileEvent {
  readonly uri: string;
  readonly type: 'created' | 'changed' | 'deleted';
}

/**
 * The projects below the workspace folders. An open buffer always beats the disk. Whatever reads the disk waits for what
 * began before it, so that what was read later wins.
 */
export class ProjectSet {
  private readonly projects = new Map<string, Project>();
  private readonly buffers = new Map<string, string>();
  private folders: readonly string[] = [];
  private wanted: WantedVersions = {};
  private live: ServerKnowledge | undefined;
  private queue: Promise<unknown> = Promise.resolve();
  /** Folders that the last listing did not show whole. */
  private unread: readonly string[] = [];
  private running: { isCancellationRequested: boolean } | undefined;

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

  /** Sets what the connected server holds, for every project. */
  setLiveServer(live: ServerKnowledge | undefined): void {
    this.live = live;
    this.tellOutside();
  }

  /**
   * Finds the projects below the folders and reads all of their files; an index under way ends. Until the first one is
   * done a project says that it is not indexed. Throws `CancelledError` when cancelled; calling again starts over.
   * `onOpenRead`: the open documents of a project were read, before its other files.
   */
  index(
    folders: readonly string[],
    token: CancellationToken = neverCancelled,
    onOpenRead: () => void = () => {},
  ): Promise<void> {
    const run = this.startRun(token);
    this.folders = folders.map(canonicalUri);
    return this.enqueue(() => this.readAll(run, onOpenRead));
  }

  /** Takes the text of an open document. Gives true when a project has it and it changed. */
  openBuffer(uri: string, text: string): boolean {
    this.buffers.set(uri, text);
    const project = this.projectOf(uri);
    if (!project || !this.belongs(project, uri)) return false;
    return project.update(uri, bufferContent(this.options.workspace, text));
  }

  /** Goes back to the disk's state of a document that was closed. */
  closeBuffer(uri: string): Promise<boolean> {
    this.buffers.delete(uri);
    return this.enqueue(async () => {
      const changed = await this.readFile(uri, createYielder(neverCancelled, this.options.now));
      // A repository whose `.infrahub.yml` was never saved, or is gone by now.
      const leaves = isConfig(uri) && !this.buffers.has(uri) && !this.projects.get(parentUri(uri))?.configUri;
      if (leaves && this.projects.has(parentUri(uri))) await this.readAll(this.startRun());
      return changed;
    });
  }

  /**
   * Takes changes on disk; of open documents only the `.infrahub.yml` counts, for what it names is looked for again.
   * Gives true when anything may have changed.
   */
  async filesChanged(events: readonly FileEvent[]): Promise<boolean> {
    const outside = events.map((event) => ({ ...event, uri: canonicalUri(event.uri) }));
    if (outside.some((event) => this.changesProjects(event))) {
      await this.index(this.folders);
      return true;
    }
    return this.enqueue(async () => {
      if (await this.bringsProject(outside)) {
        await this.readAll(this.startRun());
        return true;
      }
      const pause = createYielder(neverCancelled, this.options.now);
      let changed = false;
      for (const { uri, type } of outside) {
        const result = type === 'deleted' ? this.removed(uri) : await this.readPath(uri, pause);
        changed = result || changed;
        await pause();
      }
      for (const project of this.all()) {
        if (!outside.some(({ uri }) => uri === project.configUri)) continue;
        await this.readerOf(project, pause).readNamed(this.unread);
        changed = true;
      }
      for (const project of changed ? this.all() : []) for (const _ of project.warmUp()) await pause();
      return changed;
    });
  }

  private enqueue<T>(task: () => Promise<T>): Promise<T> {
    const result = this.queue.then(task);
    this.queue = result.catch(() => undefined);
    return result;
  }

  /** A token for reading everything; the run before ends. */
  private startRun(token: CancellationToken = neverCancelled): CancellationToken {
    if (this.running) this.running.isCancellationRequested = true;
    const own = { isCancellationRequested: false };
    this.running = own;
    return {
      get isCancellationRequested() {
        return own.isCancellationRequested || token.isCancellationRequested;
      },
    };
  }

  private readerOf(project: Project, pause: () => Promise<void>, onOpenRead: () => void = () => {}): ProjectReader {
    return new ProjectReader({ ...this.options, project, pause, onOpenRead, buffers: this.buffers });
  }

  /** A document counts when the walk showed it or would show it, or `.infrahub.yml` names it: others are nobody's. */
  private belongs(project: Project, uri: string): boolean {
    const { workspace } = this.options;
    if (project.file(uri) !== undefined || workspace.includes(uri)) return true;
    const path = relativePath(project.root, uri);
    return path !== undefined && isNamed(project, path) && workspace.includes(uri, 'named');
  }

  private changesProjects({ uri, type }: FileEvent): boolean {
    if (baseName(uri) === '.gitignore') {
      const folder = parentUri(uri);
      return this.all().some(({ root }) => root === folder || isBelow(folder, root) || isBelow(root, folder));
    }
    if (type === 'deleted' && this.all().some(({ root }) => root === uri || isBelow(uri, root))) return true;
    if (!isConfig(uri)) return false;
    const isKnown = this.projects.has(parentUri(uri));
    if (type === 'deleted') return isKnown && !this.buffers.has(uri);
    return !isKnown && this.inFolders(uri);
  }

  /** True when a folder appeared that holds a `.infrahub.yml`. */
  private async bringsProject(events: readonly FileEvent[]): Promise<boolean> {
    for (const { uri, type } of events) {
      if (type !== 'created' || isReadPath(uri) || !this.inFolders(uri)) continue;
      if ((await this.options.workspace.stat(uri)) !== 'folder') continue;
      const { files } = await this.options.workspace.list(uri);
      const isNew = (file: string): boolean => !this.projects.has(parentUri(file));
      if (files.some((file) => isConfig(file) && isNew(file) && this.options.workspace.includes(file))) return true;
    }
    return false;
  }

  private inFolders(uri: string): boolean {
    return this.folders.some((folder) => isBelow(folder, uri)) && this.options.workspace.includes(uri);
  }

  private async readAll(token: CancellationToken, onOpenRead: () => void = () => {}): Promise<void> {
    const pause = createYielder(token, this.options.now);
    const files = new Set<string>();
    const unread: string[] = [];
    const excluded: string[] = [];
    for (const folder of this.folders) {
      const listing = await this.options.workspace.list(folder);
      unread.push(...listing.unread);
      for (const uri of listing.excluded ?? []) excluded.push(uri);
      for (const uri of listing.files) {
        files.add(uri);
        await pause();
      }
    }
    this.unread = unread;
    for (const uri of this.buffers.keys()) if (this.inFolders(uri)) files.add(uri);
    const roots = new Set<string>();
    for (const uri of files) if (isConfig(uri)) roots.add(parentUri(uri));
    for (const root of this.projects.keys()) if (!roots.has(root)) this.projects.delete(root);
    for (const root of roots) if (!this.projects.has(root)) this.addProject(root);
    this.tellOutside();
    const byProject = new MultiMap<Project, string>();
    for (const uri of files) {
      await pause();
      const project = this.projectOf(uri);
      if (project) byProject.add(project, uri);
    }
    for (const project of this.projects.values()) {
      await pause();
      project.setExcluded(excluded);
      await this.readerOf(project, pause, onOpenRead).readAll([...byProject.get(project)], unread);
    }
  }

  private tellOutside(): void {
    const outside = { live: this.live, isAlone: this.projects.size === 1 };
    for (const project of this.projects.values()) project.setOutside(outside);
  }

  private addProject(root: string): void {
    const project = new Project(root, this.options.coreKinds);
    project.setWantedVersions(this.wanted);
    this.projects.set(root, project);
  }

  private removed(uri: string): boolean {
    const project = this.projectOf(uri);
    const path = project && relativePath(project.root, uri);
    if (!project || path === undefined) return false;
    const open = [...this.buffers].filter(
      ([buffer]) => (buffer === uri || isBelow(uri, buffer)) && project.file(buffer) !== undefined,
    );
    const changed = project.remove(path);
    for (const [buffer, text] of open) project.update(buffer, bufferContent(this.options.workspace, text));
    return changed;
  }

  /** A path that appeared or changed: a file, or a folder with all that is in it. */
  private async readPath(uri: string, pause: () => Promise<void>): Promise<boolean> {
    const { workspace } = this.options;
    const project = this.projectOf(uri);
    if (!project || this.buffers.has(uri) || !this.belongs(project, uri)) return false;
    if ((await workspace.stat(uri)) !== 'folder') return this.readFile(uri, pause);
    const { files } = await (workspace.includes(uri) ? workspace.list(uri) : workspace.listIgnored(uri));
    let changed = false;
    for (const file of files) {
      const result = await this.readFile(file, pause);
      changed = result || changed;
      await pause();
    }
    return changed;
  }

  private async readFile(uri: string, pause: () => Promise<void>): Promise<boolean> {
    const project = this.projectOf(uri);
    const path = project && relativePath(project.root, uri);
    if (!project || path === undefined || this.buffers.has(uri) || !this.belongs(project, uri)) return false;
    if (!isReadPath(path)) return project.addPath(path, 'file');
    const content = await this.options.workspace.read(uri);
    const { yaml } = project.file(uri)?.facts ?? {};
    // Of a file that is cut into items only those that changed are read.
    const isCut = yaml?.documents.some(({ itemChunks }) => itemChunks.length > 0) === true;
    const isNew = content.kind === 'text' && yaml?.text !== content.text;
    const prepared = isNew && !isCut ? await this.readerOf(project, pause).prepareInSteps(uri, content) : undefined;
    if (this.buffers.has(uri)) return false;
    return isGone(content) ? project.remove(path) : project.update(uri, content, prepared);
  }
}

function isConfig(uri: string): boolean {
  return configFileNames.some((name) => uri.endsWith(`/${name}`));
}
