import { moveOffsets } from '../../../base/moveOffsets';
import type { FunctionStatement } from '../../../syntax/python/ast';
import type { PythonMethod } from '../facts';
import { methodFacts } from './methods';
import type { FileScope } from './scope';

/** A method as it was summarised, and where it stood. */
interface KeptMethod {
  readonly start: number;
  readonly facts: PythonMethod;
}

/** What is kept of a file while it is edited: methods whose text is the same are not summarised again. */
export interface MethodMemo {
  /** What the names of the file stood for; the summaries hold as long as that is the same. */
  names: string;
  methods: ReadonlyMap<string, KeptMethod>;
}

export function createMethodMemo(): MethodMemo {
  return { names: '', methods: new Map() };
}

/** Summarises methods; `done` hands what was found over to the memo. */
export interface MethodReader {
  read(statement: FunctionStatement, inClass: boolean): PythonMethod;
  done(): void;
}

/** A reader for one version of a file, whose names are all known by now. */
export function methodReader(file: FileScope, memo: MethodMemo): MethodReader {
  const names = JSON.stringify([...file.names]);
  const known: MethodMemo['methods'] = names === memo.names ? memo.methods : new Map();
  const kept = new Map<string, KeptMethod>();
  return {
    read(statement, inClass) {
      const { start, end } = statement.span;
      const from = Math.min(start, ...statement.decorators.map(({ span }) => span.start));
      const key = `${inClass} ${file.text.slice(from, end)}`;
      const before = known.get(key);
      const facts = before ? moved(before.facts, start - before.start) : methodFacts(file, statement, inClass);
      kept.set(key, { start, facts });
      return facts;
    },
    done() {
      memo.names = names;
      memo.methods = kept;
    },
  };
}

/** Keys of numbers that are offsets in steps and values, besides ranges. */
const keys: ReadonlySet<string> = new Set(['at', 'result', 'call']);

function moved(facts: PythonMethod, by: number): PythonMethod {
  return by === 0 ? facts : moveOffsets(facts, by, { keys, shared: true });
}
