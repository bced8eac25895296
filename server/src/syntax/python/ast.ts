import type { TextRange } from '../../base/textRange';

/**
 * A light Python tree: only what rules about generators ask for. Everything is a plain value.
 * All offsets are zero-based UTF-16 code units into the parsed text; `end` is exclusive.
 */
/** Values that Python source shows as they are; numbers beyond the safe range are read as doubles. */
export type Constant = string | number | boolean | null;

export interface Argument {
  readonly form: 'positional' | 'keyword' | 'star' | 'doubleStar';
  readonly name?: string;
  readonly value: Expression;
  readonly span: TextRange;
}

export interface ComprehensionLoop {
  readonly target: Expression;
  readonly iterable: Expression;
  readonly conditions: readonly Expression[];
}

export interface DictEntry {
  /** Absent for a `**mapping` entry. */
  readonly key?: Expression;
  readonly value: Expression;
}

export type Expression = { readonly span: TextRange } & (
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'attribute'; readonly object: Expression; readonly name: string; readonly nameSpan: TextRange }
  | { readonly kind: 'call'; readonly callee: Expression; readonly args: readonly Argument[] }
  | { readonly kind: 'literal'; readonly value: Constant }
  | { readonly kind: 'ellipsis' }
  | { readonly kind: 'await'; readonly value: Expression }
  | { readonly kind: 'subscript'; readonly object: Expression; readonly indexes: readonly Expression[] }
  | { readonly kind: 'sequence'; readonly form: 'tuple' | 'list' | 'set'; readonly items: readonly Expression[] }
  | { readonly kind: 'dict'; readonly entries: readonly DictEntry[] }
  | { readonly kind: 'binary'; readonly operator: string; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'unary'; readonly operator: string; readonly operand: Expression }
  | { readonly kind: 'walrus'; readonly name: string; readonly nameSpan: TextRange; readonly value: Expression }
  | {
      readonly kind: 'conditional';
      readonly test: Expression;
      readonly then: Expression;
      readonly otherwise: Expression;
    }
  | {
      readonly kind: 'comprehension';
      /** One element, or key and value of a dictionary. */
      readonly elements: readonly Expression[];
      readonly loops: readonly ComprehensionLoop[];
    }
  | { readonly kind: 'lambda'; readonly params: readonly Parameter[]; readonly body: Expression }
  | { readonly kind: 'star'; readonly value: Expression }
  /** A string with interpolations. */
  | { readonly kind: 'template'; readonly parts: readonly Expression[] }
  /** Anything else, half-typed or nested too deeply; `parts` are the expressions found inside. */
  | { readonly kind: 'unknown'; readonly parts: readonly Expression[] }
);

export type ExpressionOf<K extends Expression['kind']> = Extract<Expression, { kind: K }>;

export interface Parameter {
  readonly name: string;
  readonly nameSpan: TextRange;
  readonly form: 'plain' | 'args' | 'kwargs';
  readonly annotation?: Expression;
  readonly fallback?: Expression;
}

export interface ImportedName {
  /** Dotted for `import a.b`, plain for `from … import`, `*` for a star import. */
  readonly name: string;
  readonly alias?: string;
  readonly span: TextRange;
}

export interface ImportStatement {
  readonly kind: 'import';
  /** `from` imports only: dotted module without its leading dots (may be empty: `from . import a`). */
  readonly module?: string;
  readonly moduleSpan?: TextRange;
  /** Leading dots of a `from` import, 0 for absolute ones. */
  readonly level: number;
  readonly names: readonly ImportedName[];
  readonly span: TextRange;
}

export interface ClassStatement {
  readonly kind: 'class';
  readonly name: string;
  readonly nameSpan: TextRange;
  readonly bases: readonly Argument[];
  readonly decorators: readonly Expression[];
  readonly body: readonly Statement[];
  readonly span: TextRange;
}

export interface FunctionStatement {
  readonly kind: 'function';
  readonly name: string;
  readonly nameSpan: TextRange;
  readonly async: boolean;
  readonly params: readonly Parameter[];
  readonly decorators: readonly Expression[];
  readonly body: readonly Statement[];
  readonly span: TextRange;
}

export interface AssignStatement {
  readonly kind: 'assign';
  /** `a = b = 1` has two targets; an unpacking target is a tuple. */
  readonly targets: readonly Expression[];
  readonly annotation?: Expression;
  /** `+=` and friends. */
  readonly operator?: string;
  readonly value?: Expression;
  readonly span: TextRange;
}

export interface ExceptHandler {
  readonly type?: Expression;
  readonly name?: string;
  readonly body: readonly Statement[];
}

export type Statement =
  | ImportStatement
  | ClassStatement
  | FunctionStatement
  | AssignStatement
  | { readonly kind: 'expression'; readonly value: Expression; readonly span: TextRange }
  | {
      readonly kind: 'if';
      readonly branches: readonly { readonly test: Expression; readonly body: readonly Statement[] }[];
      readonly otherwise?: readonly Statement[];
      readonly span: TextRange;
    }
  | {
      readonly kind: 'for';
      readonly async: boolean;
      readonly target: Expression;
      readonly iterable: Expression;
      readonly body: readonly Statement[];
      readonly otherwise?: readonly Statement[];
      readonly span: TextRange;
    }
  | {
      readonly kind: 'while';
      readonly test: Expression;
      readonly body: readonly Statement[];
      readonly otherwise?: readonly Statement[];
      readonly span: TextRange;
    }
  | {
      readonly kind: 'with';
      readonly items: readonly { readonly value: Expression; readonly target?: Expression }[];
      readonly body: readonly Statement[];
      readonly span: TextRange;
    }
  | {
      readonly kind: 'try';
      readonly body: readonly Statement[];
      readonly handlers: readonly ExceptHandler[];
      readonly otherwise?: readonly Statement[];
      readonly finally?: readonly Statement[];
      readonly span: TextRange;
    }
  | {
      readonly kind: 'match';
      readonly subject: Expression;
      readonly cases: readonly { readonly body: readonly Statement[] }[];
      readonly span: TextRange;
    }
  | { readonly kind: 'return'; readonly value?: Expression; readonly span: TextRange }
  | { readonly kind: 'raise'; readonly value?: Expression; readonly span: TextRange }
  | { readonly kind: 'jump'; readonly to: 'continue' | 'break'; readonly span: TextRange }
  | { readonly kind: 'pass'; readonly span: TextRange }
  /** Other statements (`del`, `assert`, `yield` …) with the expressions inside. */
  | {
      readonly kind: 'other';
      readonly parts: readonly Expression[];
      /** Whose the names in `parts` are, where the statement says that. */
      readonly scope?: 'global' | 'nonlocal';
      readonly span: TextRange;
    };

export type StatementOf<K extends Statement['kind']> = Extract<Statement, { kind: K }>;

export interface PythonTree {
  readonly body: readonly Statement[];
  /** Where the parser had to guess; empty for well-formed text. */
  readonly errors: readonly TextRange[];
  /** False when the text was binary, too large or nested too deeply, so that a part of it was not read. */
  readonly complete: boolean;
}
