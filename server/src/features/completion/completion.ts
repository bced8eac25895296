import type { TextRange } from '../../base/textRange';
import type { Project, ProjectFile } from '../../model/project/project';
import type { ServerObject } from '../../protocol/objects';

/** Where completion is asked for; `offset` is relative to the start of the file. */
export interface CompletionRequest {
  readonly project: Project;
  readonly file: ProjectFile;
  readonly offset: number;
}

export interface CompletionResult {
  readonly items: readonly CompletionItem[];
  /** True when the list was cut, so that the client asks again as the user types. */
  readonly isIncomplete: boolean;
  /** Objects of a server that belong to the list too; undefined where none are named. */
  readonly objects?: WantedObjects;
}

/** A question to whoever knows the objects of a server, and what to make of the answer. */
export interface WantedObjects {
  readonly kind: string;
  /** What is typed: some value of the objects contains it. */
  readonly text: string;
  /** The items to put behind the others. */
  readonly items: (objects: readonly ServerObject[]) => readonly CompletionItem[];
}

export type CompletionKind =
  | 'key'
  | 'kind'
  | 'attribute'
  | 'relationship'
  | 'choice'
  | 'reference'
  | 'file'
  | 'folder'
  | 'class'
  | 'variable'
  | 'snippet';

export interface CompletionItem {
  readonly label: string;
  readonly kind: CompletionKind;
  /** Short, shown beside the label: a type, a file. */
  readonly detail?: string;
  /** Markdown. */
  readonly documentation?: string;
  /** What accepting replaces, relative to the start of the file, and with what. */
  readonly edit: { readonly range: TextRange; readonly newText: string };
  /** What else accepting writes into the file, away from `edit`. */
  readonly alsoWrites?: readonly { readonly range: TextRange; readonly newText: string }[];
  /** True when `newText` is an LSP snippet with placeholders. */
  readonly isSnippet?: boolean;
  /** What a client without snippets writes instead; without it the item is not for such a client. */
  readonly plainText?: string;
  /** Order among the items; the label when missing. */
  readonly sortText?: string;
  readonly filterText?: string;
}
