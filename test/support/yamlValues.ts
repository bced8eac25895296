import { parseAllDocuments } from 'yaml';

/** What all documents of a file say, as JSON; undefined for a file that cannot be read. */
export function yamlValues(text: string): string | undefined {
  const documents = parseAllDocuments(text, { version: '1.1' });
  if (!Array.isArray(documents) || documents.some(({ errors }) => errors.length > 0)) return undefined;
  return JSON.stringify(documents.map((document) => document.toJS() as unknown));
}
