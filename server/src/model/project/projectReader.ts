import { joinUri, relativePath } from '../../base/uris';
import { parseYamlFile, type YamlFile } from '../../syntax/yaml/yamlFile';
import { normalPath, pathsOf } from '../config/configFile';
import { pathsInConfig } from '../config/configPaths';
import type { Project } from './project';
import { configFileNames, isDataPath, isReadPath, roleOf } from './roles';
import type { FileContent, Workspace } from './workspace';

export interface ProjectReaderOptions {
  readonly project: Project;
  readonly workspace: Workspace;
  /** Open documents; they are newer than what the disk says. */
  readonly buffers: ReadonlyMap<string, string>;
  /** Awaited between two steps: gives the event loop a turn and throws when cancelled. */
  readonly pause: () => Promise<void>;
}

/** How many files are read at once. */
const parallelReads = 16;
/** Smaller files are parsed in one step. */
const stepwiseLength = 20_000;
/** At most this many paths of a configuration are looked for outside of the listing. */
const maxUnlisted = 200;

/** Reads all files of one project. */
export class ProjectReader {
  constructor(private readonly options: ProjectReaderOptions) {}

  /** Takes the listing of the project's files, reads them, and what `.infrahub.yml` names besides. */
  async readAll(uris: readonly string[], truncated: boolean): Promise<void> {
    const { project, pause } = this.options;
    const paths = new Map<string, string>();
    for (const uri of uris) {
      const path = relativePath(project.root, uri);
      if (path !== undefined) paths.set(path, uri);
    }
    await pause();
    project.setPaths(new Set(paths.keys()));
    // The configuration first: it says what the other files are.
    const config = configFileNames.flatMap((name) => paths.get(name) ?? []);
    await this.readFiles(config);
    await this.readFiles([...paths].flatMap(([path, uri]) => (isReadPath(path) && !config.includes(uri) ? [uri] : [])));
    await this.readUnlisted(truncated);
    project.setIndexed();
  }

  private async readFiles(uris: readonly string[]): Promise<void> {
    const { project, buffers, pause } = this.options;
    for (let at = 0; at < uris.length; at += parallelReads) {
      const batch = uris.slice(at, at + parallelReads);
      const contents = await Promise.all(batch.map((uri) => this.contentOf(uri)));
      for (const [index, uri] of batch.entries()) {
        const content = contents[index];
        if (!content || isGone(content)) continue;
        const parsed = await this.parseInSteps(uri, content);
        // An edit that arrived meanwhile is newer than what was read.
        const buffer = buffers.get(uri);
        if (buffer === undefined) project.update(uri, content, parsed);
        else project.update(uri, { kind: 'text', text: buffer });
        await pause();
      }
    }
  }

  /**
   * What `.infrahub.yml` names counts even where git ignores it. Listed paths that lead out of the repository, or were
   * not read whole, are remembered: what they hold is unknown.
   */
  private async readUnlisted(truncated: boolean): Promise<void> {
    const { project, workspace } = this.options;
    const sections = ['schemas', 'objects', 'menus'].flatMap((key) => pathsOf(project.config, key));
    const listed = new Set(sections.map((path) => normalPath(path.value)));
    const unread = new Set(truncated ? listed : []);
    for (const path of pathsInConfig(project.config).slice(0, maxUnlisted)) {
      if (path.startsWith('/') || path.split('/').includes('..')) unread.add(path);
      else if (!project.lookUp(path)) {
        const uri = joinUri(project.root, path);
        const kind = await workspace.stat(uri);
        if (kind === 'file') await this.readFiles([uri]);
        if (kind !== undefined) project.addPath(path, kind);
        if (kind === 'folder' && listed.has(path)) {
          const below = await workspace.listIgnored(uri);
          if (below.truncated) unread.add(path);
          await this.readFiles(below.files.filter((file) => isReadPath(file)));
        }
      }
    }
    project.setUnread(unread);
  }

  /** Parses a large data file chunk by chunk with turns for the event loop in between. */
  private async parseInSteps(uri: string, content: FileContent): Promise<YamlFile | undefined> {
    const { project, pause } = this.options;
    if (content.kind !== 'text' || content.text.length < stepwiseLength || !isDataPath(uri)) return undefined;
    if (roleOf(relativePath(project.root, uri) ?? '', content.text, project.config) === 'other') return undefined;
    const file = parseYamlFile(uri, content.text);
    for (const document of file.documents) {
      for (const chunk of [document.head, ...document.itemChunks]) {
        void chunk.tree;
        await pause();
      }
    }
    return file;
  }

  private async contentOf(uri: string): Promise<FileContent> {
    const buffer = this.options.buffers.get(uri);
    return buffer === undefined ? this.options.workspace.read(uri) : { kind: 'text', text: buffer };
  }
}

/** A file that vanished between listing and reading. */
export function isGone(content: FileContent): boolean {
  return content.kind === 'unreadable' && content.reason === 'ENOENT';
}
