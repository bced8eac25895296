import type { DeclaredClass, PythonDeclarations, PythonMethod } from '../facts';
import type { Value } from '../values';

/** A file and what it declares. `file` is a POSIX path relative to the repository. */
export interface PythonSource {
  readonly file: string;
  readonly facts: PythonDeclarations;
}

/** A module as an import names it: without leading dots, which `level` counts. */
export interface ModuleRequest {
  readonly module: string;
  readonly level: number;
  readonly from: string;
}

/** Finds another file of the project; undefined for packages and files that are not there. */
export type ModuleLookup = (request: ModuleRequest) => PythonSource | undefined;

export interface ClassSource {
  readonly source: PythonSource;
  readonly cls: DeclaredClass;
}

/** A class with the classes it inherits from, nearest first. */
export interface ClassView {
  readonly line: readonly ClassSource[];
  /** Bases whose text is not at hand, as written; the SDK's and Python's own are left out. */
  readonly openBases: readonly string[];
  readonly isGenerator: boolean;
}

const deepestLine = 20;
const harmlessBases = /^(object|ABC|Protocol|Generic|Exception|RuntimeError|ValueError|TypedDict|NamedTuple|Enum|str)$/;

/** Follows the bases of a class through the files that can be found. */
export function classView(start: ClassSource, lookup: ModuleLookup): ClassView {
  const line: ClassSource[] = [];
  const openBases: string[] = [];
  let isGenerator = false;
  const visit = (item: ClassSource): void => {
    if (line.length >= deepestLine || line.some((seen) => seen.cls === item.cls)) return;
    line.push(item);
    for (const base of item.cls.bases) {
      if (isGeneratorName(item.source, base)) {
        isGenerator = true;
        continue;
      }
      const found = findClass(item.source, base, lookup);
      if (found) visit(found);
      else if (!harmlessBases.test(base.split('.').at(-1) ?? '') && !isOfSdk(item.source, base)) openBases.push(base);
    }
  };
  visit(start);
  return { line, openBases, isGenerator };
}

/** True for the SDK's class under its own name or the one an import gives it. */
function isGeneratorName(source: PythonSource, base: string): boolean {
  const name = source.facts.imports.find((item) => item.binds === base)?.name ?? base;
  return /(^|\.)InfrahubGenerator$/.test(name);
}

function isOfSdk(source: PythonSource, name: string): boolean {
  const first = name.split('.')[0];
  const found = source.facts.imports.find((item) => item.binds === first);
  return found !== undefined && found.level === 0 && /^(infrahub_sdk|abc|typing|enum)(\.|$)/.test(found.module);
}

/** The class a dotted name of a file stands for, its own or an imported one. */
export function findClass(source: PythonSource, name: string, lookup: ModuleLookup): ClassSource | undefined {
  const own = source.facts.classes.find((cls) => cls.name === name);
  if (own) return { source, cls: own };
  const parts = name.split('.');
  const [first = '', ...rest] = parts;
  const last = parts.at(-1) ?? '';
  const imported = source.facts.imports.find((item) => item.binds === first);
  if (!imported) {
    for (const star of source.facts.imports) {
      if (star.name !== '*' || rest.length > 0) continue;
      const found = findIn(lookup({ module: star.module, level: star.level, from: source.file }), name);
      if (found) return found;
    }
    return undefined;
  }
  const { level } = imported;
  if (rest.length === 0) {
    if (imported.name === undefined) return undefined;
    return findIn(lookup({ module: imported.module, level, from: source.file }), imported.name, { lookup, hops: 5 });
  }
  const module = [imported.module, imported.name ?? '', ...rest.slice(0, -1)].filter((part) => part !== '').join('.');
  return findIn(lookup({ module, level, from: source.file }), last);
}

function findIn(
  source: PythonSource | undefined,
  name: string,
  again?: { lookup: ModuleLookup; hops: number },
): ClassSource | undefined {
  const cls = source?.facts.classes.find((item) => item.name === name);
  if (source && cls) return { source, cls };
  if (!source || !again || again.hops === 0) return undefined;
  const passed = source.facts.imports.find((item) => item.binds === name && item.name !== undefined);
  if (!passed?.name) return undefined;
  const next = again.lookup({ module: passed.module, level: passed.level, from: source.file });
  return findIn(next, passed.name, { ...again, hops: again.hops - 1 });
}

export interface MethodSource extends ClassSource {
  readonly method: PythonMethod;
  /** Place of the class in the line. */
  readonly at: number;
}

/** The method a call on the class reaches, looked for from place `from` of its line. */
export function findMethod(view: ClassView, name: string, from = 0): MethodSource | undefined {
  for (const [at, item] of view.line.entries()) {
    if (at < from) continue;
    const method = item.cls.methods.find((candidate) => candidate.name === name);
    if (method) return { ...item, method, at };
  }
  return undefined;
}

/** What a name of a file stands for when it is imported: constant, kind, definition, or the symbol as it is. */
export function resolveSymbol(value: Value & { is: 'symbol' }, from: string, lookup: ModuleLookup): Value {
  const { module, level, name } = value;
  if (/(^|\.)[A-Za-z0-9_]*protocols?$/.test(module) && /^[A-Z]/.test(name)) return { is: 'constant', value: name };
  const source = lookup({ module, level, from });
  if (!source) return value;
  const constant = source.facts.constants[name];
  if (constant !== undefined) return { is: 'constant', value: constant };
  const known = [...source.facts.classes, ...source.facts.functions].some((item) => item.name === name);
  if (known) return { is: 'definition', file: source.file, name };
  const cls = findIn(source, name, { lookup, hops: 5 });
  return cls ? { is: 'definition', file: cls.source.file, name: cls.cls.name } : value;
}
