import { lazy } from '../../base/lazy';
import { LineIndex } from '../../base/lineIndex';
import { joinUri, relativePath } from '../../base/uris';
import { projectSettingsFileName } from '../../settings';
import { configModel, type ConfigModel } from '../../data/configModel';
import type { CoreKinds } from '../../data/coreKinds';
import type { KindModel } from '../kinds/kindModel';
import { configFileNames, roleOf, type FileRole } from './roles';
import { generatorDefinitions, normalPath, type ConfigFile } from '../config/configFile';
import { keptFacts, readFileFacts, type FileFacts, type PreparedFile } from './fileFacts';
import { KnownKinds, schemasOf } from './knownKinds';
import { LinkMaker } from './links';
import { createPythonMemo, type PythonMemo } from '../generators/pythonFacts';
import { PathIndex, type PathEntry, type Unread } from './pathIndex';
import { PathUris } from './pathUris';
import type { ObjectMemo } from './objectFacts';
import type { Cascade } from '../cascade/cascade';
import { createClassResolver, type ClassResolver, type Generator } from './generatorIndex';
import type { TriggerIndex } from './triggerIndex';
import type { MentionMemo } from '../symbols/objectOccurrences';
import { askedTargetVersion, type WantedVersions } from './askedVersion';
import type { ProjectSettingsFile } from './projectSettings';
import type { Outside, ServerKnowledge } from './serverKnowledge';
import { SettingsReader } from './settingsReader';
import { SnapshotReader, snapshotPath, type SnapshotFile } from './snapshotFile';
import type { TargetVersion } from './targetVersion';
import { hidesObjects, objectsWhole, schemasWhole, type Sources } from './wholeSources';
import type { FileContent } from './workspace';

/** One file of a project, as it is now: the open buffer if there is one, else the disk. */
export interface ProjectFile {
  readonly uri: string;
  /** POSIX, relative to the project's root. */
  readonly path: string;
  readonly content: FileContent;
  /** The text; empty when there is none. */
  readonly text: string;
  readonly lines: () => LineIndex;
  readonly facts: FileFacts;
  /**
   * What the file said when its syntax was last right, while it is not: names that vanished in a syntax error may still
   * be there, so this counts beside what can be read; it may silence findings in other files and never cause one.
   */
  readonly lastGood: FileFacts | undefined;
}

/**
 * One Infrahub repository: the folder of a `.infrahub.yml`. Owns what its files say; answers from memory only. Every
 * answer is for the present `generation`; whatever is derived is computed at most once for it.
 */
export class Project {
  /** What objects mention, kept as long as the objects and the kinds are. */
  readonly mentions: MentionMemo = new WeakMap();
  private readonly files = new Map<string, ProjectFile & { memo: ObjectMemo; python: PythonMemo }>();
  private readonly uris: PathUris;
  private readonly paths = new PathIndex();
  /** Paths of files and folders that the user's settings exclude. */
  private excluded: readonly string[] = [];
  private wanted: WantedVersions = {};
  private indexComplete = false;
  private count = 0;
  private present: object = {};
  private readonly links = new LinkMaker(this);
  private derived = this.derive();
  private classResolver: ClassResolver | undefined;
  private readonly settingsReader = new SettingsReader();
  private outside: Outside = { live: undefined, isAlone: true };
  private readonly knownKinds: KnownKinds;
  private readonly snapshots = new SnapshotReader();
  private readonly configUris: readonly string[];

  constructor(
    readonly root: string,
    private readonly coreKinds: CoreKinds,
  ) {
    // Asked of every object that is checked, so made once.
    this.uris = new PathUris(root);
    this.configUris = configFileNames.map((name) => joinUri(root, name));
    this.knownKinds = new KnownKinds(coreKinds);
  }

  /**
   * A project that says the same, for trying out changes. It shares what was read: before `update` changes a file of
   * the copy, `remove` it, so that nothing of the original is taken over.
   */
  copy(): Project {
    const copy = new Project(this.root, this.coreKinds);
    copy.wanted = this.wanted;
    copy.outside = this.outside;
    copy.excluded = this.excluded;
    copy.indexComplete = this.indexComplete;
    copy.paths.addAll(this.paths);
    for (const [uri, file] of this.files) copy.files.set(uri, file);
    return copy;
  }

  /** Moves with every change; whatever was derived before is out of date then. */
  get generation(): number {
    return this.count;
  }

  /** Another object whenever files or folders come or go. */
  get fileSet(): object {
    return this.present;
  }

  /** False until every file has been read once: a name that is not found may still turn up. */
  get indexed(): boolean {
    return this.indexComplete;
  }

  setIndexed(): void {
    this.indexComplete = true;
    this.changed();
  }

  /** Sets the versions that the command line and the editor's settings ask for. */
  setWantedVersions(wanted: WantedVersions): void {
    if (this.wanted.commandLine === wanted.commandLine && this.wanted.setting === wanted.setting) return;
    this.wanted = wanted;
    this.changed();
  }

  /** Sets what is known beyond the files of the repository. */
  setOutside(outside: Outside): void {
    const { live, isAlone } = this.outside;
    this.outside = outside;
    if (live !== outside.live || isAlone !== outside.isAlone) this.changed();
  }

  /** Says which files exist, read or not; files that are not among them are gone. */
  setPaths(paths: ReadonlySet<string>): void {
    const gone = [...this.paths.all()].filter((path) => !paths.has(path));
    for (const path of gone) this.remove(path);
    for (const path of paths) this.paths.addFile(path);
    this.present = {};
    this.changed();
  }

  /** Adds a file or folder that exists besides; gives true when it was not known. */
  addPath(path: string, kind: 'file' | 'folder'): boolean {
    const fresh = kind === 'file' ? this.paths.addFile(path) : this.paths.addFolder(path);
    if (!fresh) return false;
    this.present = {};
    this.changed();
    return true;
  }

  /** Says of which paths of `.infrahub.yml` something is unknown. */
  setUnread(paths: ReadonlyMap<string, Unread>): void {
    this.paths.unread = paths;
    this.changed();
  }

  /** True for a path of `.infrahub.yml` that may exist where nobody here may look: in a folder without the right to read. */
  isUnreachable(path: string): boolean {
    return this.paths.unread.get(normalPath(path)) === 'unreachable';
  }

  /** Says which files and folders (addresses) are left out because the user excludes them. */
  setExcluded(uris: readonly string[]): void {
    this.excluded = uris.flatMap((uri) => relativePath(this.root, uri) ?? []);
    this.changed();
  }

  /** Forgets a file, or a folder with all that is in it. Gives true when it was known. */
  remove(path: string): boolean {
    const gone = this.paths.remove(path);
    for (const file of gone) this.files.delete(this.uriOf(file));
    const own = this.files.delete(this.uriOf(path));
    if (gone.length === 0 && !own) return false;
    this.present = {};
    this.classResolver = undefined;
    this.changed();
    return true;
  }

  /** Takes a file's new content; `prepared` is the same text read already. Gives false when nothing changed. */
  update(uri: string, content: FileContent, prepared?: PreparedFile): boolean {
    const path = relativePath(this.root, uri);
    if (path === undefined) return false;
    const before = this.files.get(uri);
    const text = content.kind === 'text' ? content.text : undefined;
    const role = this.roleAt(path, text);
    const sameKind = before?.facts.role === role && before.content.kind === content.kind;
    if (sameKind && before.text === (text ?? '')) return false;
    this.paths.addFile(path);
    if (!before) this.present = {};
    const memo = prepared?.memo ?? before?.memo ?? { chunks: new WeakMap(), items: new WeakMap() };
    const python = before?.python ?? createPythonMemo();
    const { yaml: previous, schemas } = prepared ?? { yaml: before?.facts.yaml, schemas: undefined };
    const facts = text === undefined ? { role } : readFileFacts({ uri, role, text, previous, memo, schemas, python });
    const lines = lazy(() => new LineIndex(text ?? ''));
    const lastGood = before && keptFacts(facts, before);
    this.files.set(uri, { uri, path, content, text: text ?? '', lines, facts, lastGood, memo, python });
    if (before?.facts.role !== role) this.classResolver = undefined;
    this.changed();
    if (role === 'config' || role === 'settings') this.sortFilesAnew();
    return true;
  }

  file(uri: string): ProjectFile | undefined {
    return this.files.get(uri);
  }

  fileAt(path: string): ProjectFile | undefined {
    return this.files.get(this.uriOf(path));
  }

  allFiles(): IterableIterator<ProjectFile> {
    return this.files.values();
  }

  uriOf(path: string): string {
    return this.uris.of(path);
  }

  /** What is at a path of the repository: a file, a folder, the same in another spelling, or nothing. */
  lookUp(path: string): PathEntry | undefined {
    return this.paths.lookUp(path);
  }

  /** Every path of the repository that is known to exist. */
  allPaths(): ReadonlySet<string> {
    return this.paths.all();
  }

  folders(): ReadonlySet<string> {
    return this.paths.folders();
  }

  /** The `.infrahub.yml` (or `.yaml`) that counts. */
  get configUri(): string | undefined {
    return this.configUris.find((uri) => this.files.has(uri));
  }

  get config(): ConfigFile | undefined {
    const uri = this.configUri;
    return uri === undefined ? undefined : this.files.get(uri)?.facts.config;
  }

  /**
   * The configuration as it was when its syntax was last right: what files are and which count does not change while
   * somebody types. Its ranges may be out of date.
   */
  get readableConfig(): ConfigFile | undefined {
    const uri = this.configUri;
    const file = uri === undefined ? undefined : this.files.get(uri);
    return file?.lastGood?.config ?? file?.facts.config;
  }

  /** `.infrahub-cascade.yml` beside the configuration. */
  get settings(): ProjectSettingsFile {
    return this.derived.settings();
  }

  /** The snapshot that `.infrahub-cascade.yml` names. */
  get snapshot(): SnapshotFile {
    return this.derived.snapshot();
  }

  /** What is known of the server: by the snapshot of the repository, else by the connection. */
  get server(): ServerKnowledge | undefined {
    return this.snapshot.kind === 'read' ? this.snapshot.server : this.outside.live;
  }

  get targetVersion(): TargetVersion {
    return this.derived.targetVersion();
  }

  /** Core kinds of the target version with the repository's own. */
  get kinds(): KindModel {
    return this.derived.kinds();
  }

  /** What `.infrahub.yml` may say in the target version. */
  get configModel(): ConfigModel {
    return this.derived.configModel();
  }

  /** Rules, actions, matches, groups and memberships by name. */
  get triggers(): TriggerIndex {
    return this.derived.triggers.value;
  }

  /** The generators of `.infrahub.yml` with what their Python and queries say. */
  get generators(): readonly Generator[] {
    return this.derived.generators.value;
  }

  /** What sets off what: writes of generators, the rules that watch them, the runs that follow. */
  get cascade(): Cascade {
    return this.derived.cascade.value;
  }

  /** True when all of `schemas:` is read, or the server known, and no schema builds on others: what is not there does not exist. */
  get schemasComplete(): boolean {
    return this.derived.schemasComplete();
  }

  /** True when every object of the files is known, and there is no other repository that may have more. */
  get objectsComplete(): boolean {
    return this.derived.objectsComplete();
  }

  /** True when files that may hold objects are not looked at: nothing follows from what the others do not have. */
  get hidesObjects(): boolean {
    return this.derived.hidesObjects();
  }

  /** What a file is to the project; one that `.infrahub-cascade.yml` ignores is known by name only. */
  roleAt(path: string, text: string | undefined): FileRole {
    const role = roleOf(path, text, this.readableConfig);
    if (path === snapshotPath(this.settings.values.snapshot ?? '')) return 'other';
    return role !== 'config' && role !== 'settings' && this.isIgnored(path) ? 'other' : role;
  }

  /** Evaluates what later answers need most time for, a part of a class at a step: the code of the generators. */
  *warmUp(): Iterable<void> {
    for (const { filePath, className } of generatorDefinitions(this.config)) {
      const path = filePath && normalPath(filePath.value);
      if (path === undefined) continue;
      void this.fileAt(path)?.facts.pythonTree?.();
      yield;
      void this.fileAt(path)?.facts.python?.();
      yield;
      this.resolver()(path, className);
      yield;
    }
    void this.kinds;
    yield;
  }

  /** Does the work of `triggers`, `generators` and `cascade` beforehand, in steps; ends early when the project changes. */
  *prepare(): Iterable<void> {
    const { derived } = this;
    for (const each of [derived.triggers, derived.generators, derived.cascade]) {
      for (const rest of each.prepare()) {
        yield rest;
        if (this.derived !== derived) return;
      }
    }
  }

  /** True for a path that `.infrahub-cascade.yml` wants left alone. */
  isIgnored(path: string): boolean {
    return this.settingsReader.isIgnored(this.settings, path);
  }

  private changed(): void {
    this.count++;
    this.derived = this.derive();
  }

  private derive() {
    const settings = lazy(() => this.settingsReader.read(this.fileAt(projectSettingsFileName)?.facts.yaml));
    const targetVersion = lazy(() =>
      askedTargetVersion({ ...this.wanted, server: this.server }, settings().values, (path) => this.fileAt(path)?.text),
    );
    const ingredients = lazy(() => {
      return { target: targetVersion(), schemas: schemasOf(this.files.values()), server: this.server };
    });
    return {
      settings,
      snapshot: lazy(() => this.snapshots.read(settings().values.snapshot, (path) => this.fileAt(path)?.content)),
      targetVersion,
      schemasComplete: lazy(
        () => this.indexComplete && schemasWhole(this.sources()) && !this.knownKinds.lackSome(ingredients()),
      ),
      objectsComplete: lazy(() => this.indexComplete && this.outside.isAlone && objectsWhole(this.sources())),
      hidesObjects: lazy(() => hidesObjects(this.sources())),
      configModel: lazy(() => configModel(targetVersion().version)),
      kinds: lazy(() => this.knownKinds.find({ ...ingredients(), complete: this.schemasComplete })),
      ...this.links.begin(() => this.resolver()),
    };
  }

  private resolver(): ClassResolver {
    return (this.classResolver ??= createClassResolver((path) => this.fileAt(path)));
  }

  private sources(): Sources {
    const { readableConfig: config, excluded } = this;
    const { unread } = this.paths;
    const files = [...this.files.values()];
    const serverHasKinds = this.outside.isAlone && this.server?.knowledge.kinds !== undefined;
    const lookUp = (at: string) => this.lookUp(at);
    const isNode = (kind: string) => this.kinds.get(kind)?.isGeneric === false;
    return { config, unread, excluded, files, serverHasKinds, lookUp, isNode, isIgnored: (at) => this.isIgnored(at) };
  }

  /** A changed `.infrahub.yml` may turn files into schemas, objects or menus. */
  private sortFilesAnew(): void {
    const moved = [...this.files.values()].filter((file) => {
      const text = file.content.kind === 'text' ? file.content.text : undefined;
      return file.facts.role !== this.roleAt(file.path, text);
    });
    for (const file of moved) this.update(file.uri, file.content);
  }
}
