import type { CompletionKind } from './completion';
import type { CursorContext } from './cursor';
import type { SnippetMap } from './snippetText';

/** Completion at one position. Providers live in a file each and are named in `index.ts`. */
export interface CompletionProvider {
  /** Named in the log when it fails. */
  readonly id: string;
  readonly applies: (context: CursorContext) => boolean;
  /** Best first. */
  readonly items: (context: CursorContext) => Iterable<Suggestion>;
}

/** What a provider proposes; `render` turns it into an edit that fits the place. */
export interface Suggestion {
  readonly label: string;
  readonly kind: CompletionKind;
  readonly detail?: string;
  /** Markdown. */
  readonly documentation?: string;
  /** What is typed is looked for in it; missing: in what is inserted. */
  readonly filter?: string;
  readonly insert: Insert;
}

export type Insert =
  /** A key; `below`: what comes on the next line when the value is no scalar. */
  | { readonly type: 'key'; readonly key: string; readonly below?: 'mapping' | 'list' }
  /** A text value, quoted where YAML needs it. */
  | { readonly type: 'text'; readonly text: string }
  /** A value that is no text, such as `true`, written as it is; in quotes it becomes text. */
  | { readonly type: 'raw'; readonly text: string }
  /** A list with one text, where a list is wanted and none begun. */
  | { readonly type: 'listOf'; readonly text: string }
  /** A reference by the parts of a human-friendly id, or by an id; `asList`: a list is wanted and none begun. */
  | { readonly type: 'reference'; readonly texts: readonly string[]; readonly asList: boolean }
  /** A mapping with places to type; `asItem`: an item of a list. */
  | { readonly type: 'snippet'; readonly data: SnippetMap; readonly asItem: boolean };
