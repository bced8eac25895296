import type { TextRange } from '../../base/textRange';
import type { Constant } from '../../syntax/python/ast';
import type { Step, UnknownReason } from './steps';

/** Where an effect was found. Ranges are offsets into `file` (empty for the file the facts were made of). */
export interface Site {
  readonly range: TextRange;
  readonly file: string;
  /** The method or function whose text this is. */
  readonly method: string;
  /** Position in the order of execution, for comparing two sites of one class. */
  readonly order: number;
  /** The branches it stands in, outermost first: a number for the statement and one for its arm; see `mayFollow`. */
  readonly branch: readonly number[];
}

/** The node an effect is about. */
export interface NodeFacts {
  /** Kind of the node; undefined when the text does not show it. */
  readonly kind?: string;
  /** It existed before the run: from `client.filters/get/all`, `self.nodes` or through a relationship. */
  readonly fetched: boolean;
  /** It comes from `client.create`. */
  readonly created: boolean;
}

/** `node.attribute.value = …`, or an attribute given in the text of an update mutation. */
export interface AttributeWrite extends Site, NodeFacts {
  readonly attribute: string;
  readonly attributeRange: TextRange;
  /** The written value when it is a literal. */
  readonly constant?: Constant;
  /** The value differs on every run: clock, random, `uuid4`, builtin `hash`, or made from the old value. */
  readonly valueChangesEveryRun: boolean;
  /** The value comes from the builtin `hash` of something that may be a text, which differs in every process. */
  readonly valueMayChange?: true;
  /** Only reached when this attribute differs from the new value. */
  readonly guarded: boolean;
  /** Only reached on some paths. */
  readonly conditional: boolean;
  /** How the node is saved; undefined when no save was found or its form is not known. */
  readonly tracked?: boolean;
  readonly saveRange?: TextRange;
  readonly saveFile?: string;
}

export interface NodeCreate extends Site, NodeFacts {
  readonly kindRange?: TextRange;
  readonly attributes: readonly {
    readonly name: string;
    readonly constant?: Constant;
    /** For a relationship: names of the nodes that are given, as far as the text shows them. */
    readonly names: readonly string[];
    /** A list whose items are all literals: `names` lacks none of them. */
    readonly literalList?: true;
    readonly valueChangesEveryRun: boolean;
    readonly range: TextRange;
  }[];
  /** Attributes may be given that the text does not show. */
  readonly open: boolean;
  readonly conditional: boolean;
  /** How it is saved; undefined when no save was found or its form is not known. */
  readonly tracked?: boolean;
  /** The only place where it is saved. */
  readonly save?: { readonly range: TextRange; readonly file: string };
}

export interface NodeFetch extends Site, NodeFacts {
  readonly call: string;
  /** Found through objects of this run, or in a way the text does not show. */
  readonly own: boolean;
  readonly kindRange?: TextRange;
  readonly filters: readonly {
    readonly name: string;
    readonly constant?: Constant;
    /** All that it may be, or that a list of it holds, when the text shows every one. */
    readonly constants?: readonly Constant[];
    readonly range: TextRange;
  }[];
}

export interface SaveCall extends Site, NodeFacts {
  /** Counts for tracking; undefined when the text does not show it. */
  readonly tracked?: boolean;
  readonly upsert?: boolean;
  readonly awaited: boolean;
  /** Only reached on some paths. */
  readonly conditional: boolean;
  /** Only reached depending on a value of the saved node itself, so an unchanged run skips it. */
  readonly guarded: boolean;
  /**
   * GEN20: a node that existed before is saved with tracking, but only when one of its own values differs: a run
   * that skips the save counts the node as unused and deletes it (facts 1a, 10.10).
   */
  readonly unsafe: boolean;
  /**
   * GEN22: saved with tracking on some of the runs only, for a reason that is not in the node itself (`fetched`), or only
   * when no object of the kind is there yet (`missing`): the next run without the save deletes it (facts 1, 10.10).
   */
  readonly sometimes?: 'fetched' | 'missing';
}

export interface DeleteCall extends Site, NodeFacts {}

export interface RelationshipWrite extends Site, NodeFacts {
  readonly relationship: string;
  readonly operation: 'set' | 'add' | 'remove';
  /** The name by which the node was fetched, when the text shows it. */
  readonly nodeName?: string;
  /** Names of the nodes at the other end, as far as the text shows them. */
  readonly peers: readonly string[];
}

/** A generator started with the mutation `CoreGeneratorDefinitionRun`. */
export interface DispatchCall extends Site {
  /** Name of the definition when the text shows it. */
  readonly generator?: string;
  readonly conditional: boolean;
}

/** Tracked saves made before a place: none, on some paths only, or on every path (loops are taken to run). */
export type TrackedBefore = 'none' | 'maybe' | 'some';

/**
 * A `return` that ends `generate`. The plain last statement of a method is listed too: whether a return is a mistake
 * shows only together with `conditional` and `guardedByNotReady`.
 */
export interface ReturnSite extends Site, ExitTest {
  readonly trackedBefore: TrackedBefore;
  /** At least one tracked save ran: everything else of earlier runs is deleted (facts 1b). */
  readonly afterTrackedSave: boolean;
  /** No tracked save ran: nothing is deleted and the run reports success (facts 1b). */
  readonly beforeAnyTrackedSave: boolean;
  /** Taken when something is missing: `if not x`, `is None`, a comparison of counts. */
  readonly guardedByNotReady: boolean;
  readonly conditional: boolean;
}

/** What the condition of a `return` or `raise` looks at. */
export interface ExitTest {
  /** Objects that were fetched; `own`: found through objects of this run, or in a way the text does not show. */
  readonly fetched: readonly { readonly kind?: string; readonly own: boolean }[];
  /** Only asks whether the query found anything at all. */
  readonly emptyQuery: boolean;
  /** The attribute of the query's data that is compared with one or several values: `role in EXCLUDED`. */
  readonly attribute?: string;
  /** How the attribute is reached from a root field of the query's data: `edges`, `0`, `node`, `role`, `value`. */
  readonly attributePath?: readonly string[];
  /** The same of the one value that has to be false, empty or missing, where nothing else is asked for. */
  readonly falsePath?: readonly string[];
}

export interface RaiseSite extends Site, ExitTest {
  readonly exception?: string;
  readonly trackedBefore: TrackedBefore;
  readonly guardedByNotReady: boolean;
  readonly conditional: boolean;
}

/** What running a class from `generate` does. Nothing may be concluded from absence while `unknown` is true. */
export interface GeneratorEffects {
  readonly writes: readonly AttributeWrite[];
  readonly relationships: readonly RelationshipWrite[];
  readonly creates: readonly NodeCreate[];
  readonly fetches: readonly NodeFetch[];
  readonly saves: readonly SaveCall[];
  readonly deletes: readonly DeleteCall[];
  readonly dispatches: readonly DispatchCall[];
  readonly returns: readonly ReturnSite[];
  readonly raises: readonly RaiseSite[];
  /** Calls of `self.…` that neither the class nor a base shows (GEN24). */
  readonly missingMethods: readonly { readonly name: string; readonly range: TextRange; readonly file: string }[];
  /** `self.calculate_checksum()` (or another method that hashes the tracked ids) is called. */
  readonly usesChecksum: boolean;
  readonly checksums: readonly ChecksumCall[];
  /** Something could not be followed; where and why is in `unknowns`. */
  readonly unknown: boolean;
  readonly unknowns: readonly { readonly reason: UnknownReason; readonly range: TextRange; readonly file: string }[];
}

/** A call of what hashes the tracking context. */
export interface ChecksumCall extends Site {
  /** The method or function, when its text is at hand; ranges are offsets into `file`. */
  readonly of?: {
    readonly file: string;
    readonly name: string;
    readonly nameRange: TextRange;
    readonly range: TextRange;
    readonly takes: ChecksumFacts;
  };
}

/** What a method that hashes the tracking context takes in. */
export interface ChecksumFacts {
  /** Ids are sorted before they are hashed. */
  readonly sorted: boolean;
  /** Values of the nodes are hashed too, not only their ids (facts 1f, 1h). */
  readonly content: boolean;
  /** A version constant is hashed too. */
  readonly version: boolean;
}

export interface PythonMethod {
  readonly name: string;
  readonly nameRange: TextRange;
  readonly range: TextRange;
  readonly async: boolean;
  readonly params: readonly {
    readonly name: string;
    readonly form: 'plain' | 'args' | 'kwargs';
    /** What it is when it is left out, if that is True or False. */
    readonly fallback?: boolean;
  }[];
  /** Dotted names of the decorators. */
  readonly decorators: readonly string[];
  /** Only a docstring, `...`, `pass` or `raise NotImplementedError`. */
  readonly stub: boolean;
  readonly checksum?: ChecksumFacts;
  readonly steps: readonly Step[];
}

/** What the text of a class declares, before anything is followed. */
export interface DeclaredClass {
  readonly name: string;
  readonly nameRange: TextRange;
  readonly range: TextRange;
  /** Dotted names as written. */
  readonly bases: readonly string[];
  readonly methods: readonly PythonMethod[];
  /** No body to read: `generate` (or every method) is a stub, or there is no method at all. */
  readonly stub: boolean;
  /** Class attribute `query` when it is a literal. */
  readonly query?: string;
  readonly queryRange?: TextRange;
  /** Literal class attributes. */
  readonly constants: Readonly<Record<string, Constant>>;
}

/** A declared class together with what running it does, as far as this one file shows. */
export interface PythonClass extends DeclaredClass, GeneratorEffects {}

export interface PythonImport {
  /** The name bound in this file; `*` for a star import. */
  readonly binds: string;
  /** Module without leading dots, may be empty. */
  readonly module: string;
  /** Leading dots. */
  readonly level: number;
  /** The imported name; undefined for `import module`. */
  readonly name?: string;
  readonly range: TextRange;
  readonly moduleRange: TextRange;
}

/** What a file declares. */
export interface PythonDeclarations {
  readonly classes: readonly DeclaredClass[];
  readonly functions: readonly PythonMethod[];
  readonly imports: readonly PythonImport[];
  /** Literal constants of the module. */
  readonly constants: Readonly<Record<string, Constant>>;
}

/** The summary of a Python file: plain values, ranges in UTF-16 code units of the file. */
export interface PythonFacts extends PythonDeclarations {
  readonly classes: readonly PythonClass[];
  /** The text has syntax errors. */
  readonly broken: boolean;
  /** False when a part of the text was not read (binary, too large). */
  readonly complete: boolean;
}
