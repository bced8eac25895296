import { parseDocument, type Document } from 'yaml';

/** What the library makes of a text: of its first document, with what is wrong with it. */
export type LibraryDocument = Pick<Document.Parsed, 'contents' | 'errors' | 'warnings'>;

/** Infrahub's loader reads YAML 1.1. */
export const libraryOptions = {
  version: '1.1',
  uniqueKeys: false,
  prettyErrors: false,
  logLevel: 'silent',
  keepSourceTokens: false,
} as const;

/** What the library makes of one document. Throws for hostile texts, where its recursion is too deep. */
export function parseOnce(text: string): LibraryDocument {
  return parseDocument(text, libraryOptions);
}
