import { perObject } from '../../base/perObject';
import type { TextRange } from '../../base/textRange';
import { moduleCandidates } from '../../model/generators/moduleCandidates';
import { methodsOf } from '../../model/project/generatorClass';
import type { ResolvedClass } from '../../model/generators/resolveClass';
import type { Project, ProjectFile } from '../../model/project/project';
import type { ImportStatement, Statement } from '../../syntax/python/ast';
import { dottedName } from '../../syntax/python/names';
import { relativeImport } from '../../edits/python/importPath';

/** An import that runs with a generator, and what becomes of it locally (infrahubctl) and on the worker. */
export interface JudgedImport {
  readonly path: string;
  /** The module as written, its dots included. */
  readonly written: string;
  readonly range: TextRange;
  readonly judgement:
    | 'fails on the worker'
    /** A part of the repository that `pyproject.toml` makes a package. */
    | 'installed package'
    /** Beside the importing file, where neither looks. */
    | 'fails everywhere'
    | 'fails locally'
    | 'not there';
  /** What to write in place of the module so that it works on the worker; `local`: with infrahubctl too. */
  readonly relative?: { readonly text: string; readonly local: boolean };
  /** The whole statement anew, where its form has to change: `import a.b as c` → `from .a import b as c`. */
  readonly statement?: { readonly range: TextRange; readonly text: string };
  /** `import a.b`, the only one of its statement: everything that calls it by its path has to change with it. */
  readonly whole?: { readonly range: TextRange; readonly module: string };
}

const mostFiles = 300;
/** Besides the Python files: what says how the repository is installed. */
const installation = ['pyproject.toml', 'requirements.txt'];

/** A file that adds folders to those that Python looks in: where it finds a module is not known then. */
const changesPath = /^[^#\n]*\b(?:sys\.path|addsitedir)\b/m;

/** What was found for a class, and the files it was found from. */
interface Known {
  readonly fileSet: object;
  readonly files: ReadonlyMap<string, ProjectFile | undefined>;
  readonly imports: readonly JudgedImport[];
}

const memoOf = perObject((_code: ResolvedClass): { known?: Known } => ({}));

/**
 * Judges the imports of a generator's file and of what that imports, as far as they run: locally the root of the
 * repository is on the path; on the worker the folder above `commits/<commit>` is, and the module is called
 * `commits.<commit>.<folder>.<module>` (recorded from the SDK, facts 3).
 */
export function judgedImports(project: Project, code: ResolvedClass): readonly JudgedImport[] {
  const memo = memoOf(code);
  if (!memo.known || !isCurrent(project, memo.known)) memo.known = judgeAll(project, code);
  return memo.known.imports;
}

function isCurrent(project: Project, { fileSet, files }: Known): boolean {
  if (project.fileSet !== fileSet) return false;
  for (const [path, file] of files) if (project.fileAt(path) !== file) return false;
  return true;
}

function judgeAll(project: Project, code: ResolvedClass): Known {
  const found: JudgedImport[] = [];
  const paths = new Set([code.file]);
  for (const path of paths) {
    if (paths.size > mostFiles) break;
    const body = project.fileAt(path)?.facts.pythonTree?.().body ?? [];
    const inMethods = methodsOf(project, code).flatMap((each) => (each.path === path ? each.syntax.body : []));
    for (const statement of [...runningImports(body), ...runningImports(inMethods)]) {
      for (const each of modulesOf(statement)) {
        const judged = judge(project, path, each);
        if (judged) found.push(judged);
        const next = fileOf(project, path, each);
        if (next !== undefined) paths.add(next);
      }
    }
  }
  const files = new Map([...paths, ...installation].map((path) => [path, project.fileAt(path)]));
  const isChanged = [...paths].some((path) => changesPath.test(project.fileAt(path)?.text ?? ''));
  const imports = isChanged ? found.filter(({ written }) => written.startsWith('.')) : found;
  return { fileSet: project.fileSet, files, imports };
}

/** Imports that run as soon as the body does, without a way out when they fail. */
function* runningImports(body: readonly Statement[]): Iterable<ImportStatement> {
  for (const statement of body) {
    if (statement.kind === 'import') yield statement;
    else if (statement.kind === 'class' || statement.kind === 'with') yield* runningImports(statement.body);
    else if (statement.kind === 'if') {
      for (const { test, body: inner } of statement.branches)
        if (!/(?:^|\.)TYPE_CHECKING$/.test(dottedName(test) ?? '')) yield* runningImports(inner);
      yield* runningImports(statement.otherwise ?? []);
    }
  }
}

interface Wanted {
  readonly module: string;
  readonly level: number;
  readonly names: readonly string[];
  readonly range: TextRange;
  /** `from … import`, so that the module can be replaced. */
  readonly isFrom: boolean;
  /** `import module as alias`, and nothing else in the statement. */
  readonly renamed?: { readonly alias: string; readonly statement: TextRange };
  /** The statement of `import module` without a name of its own, and nothing else in it. */
  readonly whole?: TextRange;
}

function modulesOf({ module, moduleSpan, level, names, span }: ImportStatement): Wanted[] {
  if (module === undefined) {
    return names.map(({ name, alias, span: range }) => ({
      module: name,
      level: 0,
      names: [],
      range,
      isFrom: false,
      ...(names.length === 1 && (alias === undefined ? { whole: span } : { renamed: { alias, statement: span } })),
    }));
  }
  const range = moduleSpan ?? span;
  return [{ module, level, names: names.map(({ name }) => name), range, isFrom: true }];
}

function judge(project: Project, path: string, wanted: Wanted): JudgedImport | undefined {
  const { module, level, range } = wanted;
  const base = { path, written: '.'.repeat(level) + module, range };
  // A slash in front is another rule's to tell.
  const folders = path.replace(/^\/+/, '').split('/').slice(0, -1);
  if (level > 0) {
    const isThere = module === '' || isModule(project, inFolder(folders.slice(0, folders.length - level + 1), module));
    if (level - 1 > folders.length || !isThere) return { ...base, judgement: 'not there' };
    return level - 1 === folders.length ? { ...base, judgement: 'fails locally' } : undefined;
  }
  const [first = ''] = module.split('.');
  if (standard.has(first)) return undefined;
  if (isModule(project, inFolder([], module))) {
    const target = fileOf(project, path, wanted) ?? `${inFolder([], module)}/__init__.py`;
    const packaged = isPackaged(project, first);
    if (packaged === 'yes') return { ...base, judgement: 'installed package' };
    if (packaged !== 'maybe' && wanted.renamed)
      return { ...base, judgement: 'fails on the worker', ...renamedTo(path, target, wanted, wanted.renamed) };
    if (packaged !== 'maybe' && wanted.whole)
      return { ...base, judgement: 'fails on the worker', ...wholeOf(path, target, wanted, wanted.whole) };
    const relative = wanted.isFrom ? relativeTo(path, target, wanted) : undefined;
    const judgement = packaged === 'maybe' ? ('installed package' as const) : ('fails on the worker' as const);
    return { ...base, judgement, ...(relative && { relative }) };
  }
  if (isModule(project, inFolder(['src'], module))) return { ...base, judgement: 'installed package' };
  if (folders.length === 0 || !isModule(project, inFolder(folders, module)) || isRequired(project, first))
    return undefined;
  const text = `.${module}`;
  return { ...base, judgement: 'fails everywhere', ...(wanted.isFrom && { relative: { text, local: true } }) };
}

function inFolder(folders: readonly string[], module: string): string {
  return [...folders, ...module.split('.').filter(Boolean)].join('/');
}

/** A file, a package, or a folder with Python in it. */
function isModule(project: Project, path: string): boolean {
  if (project.lookUp(`${path}.py`)?.kind === 'file' || project.lookUp(`${path}/__init__.py`)?.kind === 'file')
    return true;
  return (
    project.folders().has(path) &&
    [...project.allPaths()].some((each) => each.startsWith(`${path}/`) && each.endsWith('.py'))
  );
}

/** The file behind an import; a name that is itself a module counts. */
function fileOf(project: Project, path: string, { module, level, names }: Wanted): string | undefined {
  const modules = [...names.map((name) => [module, name].filter(Boolean).join('.')), module];
  for (const each of modules) {
    const found = moduleCandidates(path, each, level).find((candidate) => project.fileAt(candidate));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** `.common` for `generators.common`; across folders of the root it works on the worker only. */
function relativeTo(path: string, target: string, { module, names }: Wanted): JudgedImport['relative'] {
  const folders = path.split('/').slice(0, -1);
  // What is imported may be a module of the package that is named.
  const isInner = names.some(
    (name) => target.replace(/(?:\/__init__)?\.py$/, '') === `${inFolder([], module)}/${name}`,
  );
  const moduleFile = isInner ? `${inFolder([], module)}/__init__.py` : target;
  const found = relativeImport(path, moduleFile);
  if (found) return { text: '.'.repeat(found.level) + found.module, local: true };
  return { text: '.'.repeat(folders.length + 1) + module, local: false };
}

/** The same module under the same name, out of its package; none for a module at the root. */
function renamedTo(
  path: string,
  target: string,
  wanted: Wanted,
  { alias, statement: range }: NonNullable<Wanted['renamed']>,
): Pick<JudgedImport, 'relative' | 'statement'> {
  const relative = packageOf(path, target, wanted);
  const name = wanted.module.split('.').at(-1) ?? '';
  if (!relative) return {};
  return {
    relative,
    statement: { range, text: `from ${relative.text} import ${name}${alias === name ? '' : ` as ${alias}`}` },
  };
}

function wholeOf(
  path: string,
  target: string,
  wanted: Wanted,
  range: TextRange,
): Pick<JudgedImport, 'relative' | 'whole'> {
  const relative = packageOf(path, target, wanted);
  return relative ? { relative, whole: { range, module: wanted.module } } : {};
}

/** What the last name of a module is to be imported from; undefined for a module at the root. */
function packageOf(path: string, target: string, wanted: Wanted): JudgedImport['relative'] {
  const parts = wanted.module.split('.');
  const name = parts.pop() ?? '';
  return parts.length > 0 ? relativeTo(path, target, { ...wanted, module: parts.join('.'), names: [name] }) : undefined;
}

/** Whether the repository can be installed so that this top folder is a package. */
function isPackaged(project: Project, folder: string): 'yes' | 'maybe' | 'no' {
  const text = project.fileAt('pyproject.toml')?.text ?? '';
  const builds = /^\[build-system\]/m.test(text) || /^\[tool\.poetry\]/m.test(text);
  if (!builds || /^\s*(?:package-mode|package)\s*=\s*false/m.test(text)) return 'no';
  const name = /^\s*name\s*=\s*["']([^"']+)["']/m.exec(text)?.[1] ?? '';
  if (name.replaceAll(/[-.]/g, '_').toLowerCase() === folder.toLowerCase()) return 'yes';
  const listed = /\b(?:packages|include|only-include|module-name)\s*=\s*(\[[^\]]*\]|["'][^"']*["'])/g;
  const lists = [...text.matchAll(listed)].map((match) => match[1] ?? '');
  if (lists.some((list) => new RegExp(String.raw`["'/]${folder}\b`).test(list))) return 'yes';
  return lists.length > 0 ? 'no' : 'maybe';
}

/** The project says that it needs a package of that name. */
function isRequired(project: Project, name: string): boolean {
  const wanted = new RegExp(String.raw`^[\s"']*${name.replaceAll('_', '[-_.]')}\b`, 'im');
  return installation.some((path) => wanted.test(project.fileAt(path)?.text ?? ''));
}

/** Modules of the standard library (and the SDK) whose names folders of a repository also have. */
const standard = new Set(
  (
    'abc array ast asyncio base64 calendar code codecs collections concurrent copy csv dataclasses datetime decimal email ' +
    'enum functools glob hashlib heapq html http inspect io ipaddress itertools json locale logging math numbers operator ' +
    'os pathlib platform profile queue random re resource secrets select shutil signal site socket sqlite3 ssl statistics ' +
    'string struct subprocess sys tempfile test text textwrap threading time token tomllib traceback types typing ' +
    'unittest urllib uuid warnings xml zipfile zoneinfo infrahub infrahub_sdk'
  ).split(' '),
);
