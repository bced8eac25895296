import type { FunctionStatement } from '../../../syntax/python/ast';
import type { PythonMethod } from '../facts';
import { methodFacts } from './methods';
import type { FileScope } from './scope';

/** A method as it was summarised, and as what. */
interface KeptMethod {
  readonly number: number;
  readonly inClass: boolean;
  readonly facts: PythonMethod;
}

/** What is kept of a file while it is edited: a method that is the same object is not summarised again. */
export interface MethodMemo {
  /** What the names of the file stood for; the summaries hold as long as that is the same. */
  names: string;
  methods: WeakMap<FunctionStatement, KeptMethod>;
}

export function createMethodMemo(): MethodMemo {
  return { names: '', methods: new WeakMap() };
}

/** Summarises methods, in the order of the file. */
export interface MethodReader {
  read(statement: FunctionStatement, inClass: boolean): PythonMethod;
}

/** A reader for one version of a file, whose names are all known by now. */
export function methodReader(file: FileScope, memo: MethodMemo): MethodReader {
  const names = JSON.stringify([...file.names]);
  if (names !== memo.names) {
    memo.names = names;
    memo.methods = new WeakMap();
  }
  let number = 0;
  return {
    read(statement, inClass) {
      number++;
      const known = memo.methods.get(statement);
      if (known?.number === number && known.inClass === inClass) return known.facts;
      const facts = methodFacts(file, statement, { inClass, number });
      memo.methods.set(statement, { number, inClass, facts });
      return facts;
    },
  };
}
