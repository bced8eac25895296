import type { PythonMethod } from '../../model/generators/facts';
import type { ProjectFile } from '../../model/project/project';
import type { Edit } from '../edit';
import { relativeImport, usedImport, type ImportPath } from '../python/importPath';
import type { PythonChange } from '../python/pythonChange';
import { newPython, pythonEdits } from '../python/pythonEdits';
import { checksumConstants, checksumModules, mixinLines, type ChecksumForm } from './checksumText';
import { pythonFile, styleOf, type ClassSubject } from './classSubject';

/** Where a class gets its checksum from. */
export type ChecksumSource =
  /** It has the method already, its own or inherited. */
  | { readonly from: 'class'; readonly method: string; readonly content: boolean }
  /** A mixin of the project; without `path` it stands in the same file. */
  | {
      readonly from: 'mixin';
      readonly name: string;
      readonly method: string;
      readonly path?: ImportPath;
      readonly file: string;
    }
  /** A new file beside the generator, or the same file where a relative import would not work in a local run. */
  | { readonly from: 'new'; readonly name: string; readonly method: string; readonly file?: string };

const methodName = 'calculate_checksum';

/** Where a class has its checksum from, or would best get it from. */
export function checksumSource(subject: ClassSubject): ChecksumSource {
  const own = ownChecksum(subject);
  if (own) return { from: 'class', ...own };
  return existingMixin(subject) ?? newMixin(subject);
}

function ownChecksum(subject: ClassSubject): { method: string; content: boolean } | undefined {
  const methods = methodsOf(subject).filter(isCallable);
  const hashing = methods.find(({ checksum }) => checksum);
  if (hashing) return { method: hashing.name, content: hashing.checksum?.content === true };
  const named = methods.find(({ name }) => name === methodName);
  return named && { method: named.name, content: true };
}

/** The methods of a class, those that it inherits too where a generator runs it. */
function methodsOf({ file, cls, generators }: ClassSubject): readonly PythonMethod[] {
  const declared = file.facts.python?.().classes.find((each) => each.nameRange.start === cls.nameSpan.start);
  return generators[0]?.code?.methods.map(({ method }) => method) ?? declared?.methods ?? [];
}

/** True for a method that `self.name()` gives a value of. */
function isCallable({ params, async, decorators }: PythonMethod): boolean {
  const isOther = decorators.some((name) => /(?:property|(?:^|\.)(?:static|class)method)$/.test(name));
  return params.length === 1 && !async && !isOther;
}

/** The nearest class of the project that hashes the tracking context and that the file can import. */
function existingMixin(subject: ClassSubject): ChecksumSource | undefined {
  const { project, file, cls } = subject;
  const taken = namesTaken(subject);
  const found: { distance: number; source: ChecksumSource }[] = [];
  for (const other of project.allFiles()) {
    if (other.facts.role !== 'python' || !/related_(?:node|group)_ids/.test(other.text)) continue;
    for (const declared of other.facts.python?.().classes ?? []) {
      const hashing = declared.methods.find((each) => each.checksum && isCallable(each) && !taken.has(each.name));
      // A base that is a generator itself has no place behind `InfrahubGenerator` in the order of bases.
      if (!hashing || !declared.bases.every(isPlain) || declared.methods.some(({ name }) => name === 'generate'))
        continue;
      const here = other.path === file.path;
      if (here && declared.range.start > cls.span.start) continue;
      const path = here ? undefined : (relativeImport(file.path, other.path) ?? usedImport(project, other.path));
      if (!here && !path) continue;
      const distance = here ? 0 : (path?.level ?? 0) + (path?.module.split('.').length ?? 0) * 10;
      const source = { from: 'mixin', name: declared.name, method: hashing.name, file: other.path } as const;
      found.push({ distance, source: path ? { ...source, path } : source });
    }
  }
  return found.sort((one, other) => one.distance - other.distance)[0]?.source;
}

function isPlain(base: string): boolean {
  return /^(?:object|(?:abc\.)?ABC)$/.test(base);
}

/** Names of methods that would hide those of a mixin, which stands behind the other bases. */
function namesTaken(subject: ClassSubject): ReadonlySet<string> {
  return new Set(methodsOf(subject).map(({ name }) => name));
}

function newMixin(subject: ClassSubject): ChecksumSource {
  const { project, file } = subject;
  const folder = file.path.split('/').slice(0, -1).join('/');
  const bound = new Set(boundNames(file));
  const name = ['ChecksumMixin', 'GeneratorChecksumMixin'].find((each) => !bound.has(each)) ?? 'CascadeChecksumMixin';
  // A package of a name is imported in place of a module of that name.
  const isFree = (path: string): boolean =>
    project.lookUp(path) === undefined && project.lookUp(`${path}.py`) === undefined;
  const stems = ['checksum', 'checksum_mixin', 'cascade_checksum'].map((stem) => `${folder}/${stem}`);
  const stem = folder === '' ? undefined : stems.find(isFree);
  const path = stem === undefined ? undefined : `${stem}.py`;
  const taken = namesTaken(subject);
  const names = [methodName, 'calculate_run_checksum', 'calculate_cascade_checksum'];
  const method = names.find((each) => !taken.has(each)) ?? methodName;
  const usable = path !== undefined && relativeImport(file.path, path) !== undefined;
  return { from: 'new', name, method, ...(usable ? { file: path } : {}) };
}

/** Names of classes and imports of a file. */
function boundNames({ facts }: ProjectFile): string[] {
  const python = facts.python?.();
  return [...(python?.classes ?? []).map(({ name }) => name), ...(python?.imports ?? []).map(({ binds }) => binds)];
}

export interface MixinRequest {
  readonly subject: ClassSubject;
  readonly form: ChecksumForm;
  /** The attribute that carries the signal. */
  readonly attribute: string;
}

/** What giving a class its checksum takes: changes of its own file, and the new file of a mixin. */
export interface MixinChanges {
  /** Name of the method that gives the checksum. */
  readonly method: string;
  readonly changes: readonly PythonChange[];
  readonly files: readonly Edit[];
}

/** The changes that give a class a checksum; none when it has one. */
export function mixinChanges({ subject, form, attribute }: MixinRequest): MixinChanges {
  const source = checksumSource(subject);
  const { method } = source;
  if (source.from === 'class') return { method, changes: [], files: [] };
  const base: PythonChange = { change: 'base', className: subject.cls.name, base: source.name };
  if (source.from === 'mixin') {
    const found: PythonChange[] = source.path ? [{ change: 'import', ...source.path, name: source.name }] : [];
    return { method, changes: [...found, base], files: [] };
  }
  const style = styleOf(subject.project, subject.file);
  const lines = mixinLines(source, form, style);
  const modules = checksumModules(form).map((module): PythonChange => ({ change: 'import', module, level: 0 }));
  const constants = checksumConstants(form, attribute, style);
  const path = source.file === undefined ? undefined : relativeImport(subject.file.path, source.file);
  if (source.file === undefined || !path) {
    const here = constants.toReversed().map((each): PythonChange => ({ change: 'module', lines: each }));
    const before: PythonChange = { change: 'classBefore', className: subject.cls.name, lines };
    return { method, changes: [...modules, ...here, before, base], files: [] };
  }
  return {
    method,
    changes: [{ change: 'import', ...path, name: source.name }, base],
    files: [{ createPath: source.file, text: mixinFile(lines, constants, modules, style.indent) }],
  };
}

function mixinFile(
  lines: readonly string[],
  constants: readonly (readonly string[])[],
  modules: readonly PythonChange[],
  indent: string,
): string {
  const head = '"""The checksum that one layer hands to the next."""\n';
  const imports = newPython(modules, head) ?? head;
  const parts = [...constants.map((each) => each.join('\n')), `\n${lines.join('\n')}`];
  return `${imports}\n${parts.join('\n\n')}\n`.replaceAll(/^\t+/gm, (tabs) => indent.repeat(tabs.length));
}

/** The edits that give a class a checksum; undefined when its header cannot be edited, empty when it has one. */
export function mixinEdits(request: MixinRequest): Edit[] | undefined {
  const { changes, files } = mixinChanges(request);
  const edits = pythonEdits(pythonFile(request.subject.project, request.subject.file), changes);
  return edits && [...files, ...edits];
}
