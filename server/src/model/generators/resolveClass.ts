import type { TextRange } from '../../base/textRange';
import { evaluateClass } from './evaluate/evaluateClass';
import { classView, findClass, findMethod, type ModuleLookup, type PythonSource } from './evaluate/world';
import type { GeneratorEffects, PythonMethod } from './facts';

/** A class with everything it inherits and reaches, wherever that is written. */
export interface ResolvedClass extends GeneratorEffects {
  readonly name: string;
  /** File of the class itself; `nameRange` and `range` are offsets into it. */
  readonly file: string;
  readonly nameRange: TextRange;
  readonly range: TextRange;
  /** Bases whose text was not found, as written; the SDK's own are left out. */
  readonly openBases: readonly string[];
  /** It inherits from `InfrahubGenerator`, as far as the text shows. */
  readonly isGenerator: boolean;
  /** `generate` has no body to read. */
  readonly stub: boolean;
  /** Own and inherited methods, nearest first; overridden ones are left out. */
  readonly methods: readonly { readonly file: string; readonly className: string; readonly method: PythonMethod }[];
}

/**
 * Evaluates a class of a file with its bases, helpers and constants from other files, which `lookup` finds.
 * Undefined when the file has no class (or imported class) of that name.
 */
export function resolveClass(source: PythonSource, name: string, lookup: ModuleLookup): ResolvedClass | undefined {
  const start = findClass(source, name, lookup);
  if (!start) return undefined;
  const view = classView(start, lookup);
  const names = new Set(view.line.flatMap(({ cls }) => cls.methods.map((method) => method.name)));
  const methods = [...names].flatMap((methodName) => {
    const found = findMethod(view, methodName);
    return found ? [{ file: found.source.file, className: found.cls.name, method: found.method }] : [];
  });
  const generate = methods.find((item) => item.method.name === 'generate');
  return {
    ...evaluateClass(view, lookup),
    name: start.cls.name,
    file: start.source.file,
    nameRange: start.cls.nameRange,
    range: start.cls.range,
    openBases: view.openBases,
    isGenerator: view.isGenerator,
    stub: generate ? generate.method.stub : methods.every((item) => item.method.stub),
    methods,
  };
}
