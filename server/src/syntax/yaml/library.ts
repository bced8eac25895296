import { parseDocument, type Document } from 'yaml';

/** What the library makes of one document. Throws for hostile texts, where its recursion is too deep. */
export function parseOnce(text: string): Document.Parsed {
  return parseDocument(text, {
    version: '1.1',
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'silent',
    keepSourceTokens: false,
  });
}
