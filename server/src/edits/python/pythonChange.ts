import type { TextRange } from '../../base/textRange';
import type { MethodStart } from './methodStart';
import type { PythonLines } from './pythonText';

/** Something to be written into a Python file, wherever its right place is. */
export type PythonChange =
  /** `from … import name`, or `import module` without `name`; nothing when it is there. */
  | { readonly change: 'import'; readonly module: string; readonly level: number; readonly name?: string }
  /** A base class behind the others; nothing when it is there. */
  | { readonly change: 'base'; readonly className: string; readonly base: string }
  /** Statements behind the imports. */
  | { readonly change: 'module'; readonly lines: PythonLines }
  /** A class before the named one. */
  | { readonly change: 'classBefore'; readonly className: string; readonly lines: PythonLines }
  /** A method at the end of a class. */
  | { readonly change: 'method'; readonly className: string; readonly lines: PythonLines }
  /** Statements of a method: at its start, see `MethodStart`, or as its last step. */
  | {
      readonly change: 'body';
      readonly className: string;
      readonly method: string;
      readonly where: MethodStart | 'end';
      readonly lines: PythonLines;
    }
  /** A line before the statement that starts at an offset; the offset is one of the text before any change. */
  | { readonly change: 'before'; readonly offset: number; readonly lines: PythonLines }
  /** Other text in place of a range of the text before any change. */
  | { readonly change: 'replace'; readonly range: TextRange; readonly text: string };
