import { lazy } from '../../base/lazy';
import { perObject } from '../../base/perObject';
import type { TextPart } from '../../base/place';
import { runToEnd } from '../../base/steps';
import type { PythonTree } from '../../syntax/python/ast';
import { parsePython } from '../../syntax/python/parse';
import { parseYamlFile, type YamlChunk, type YamlFile } from '../../syntax/yaml/yamlFile';
import { configFile, type ConfigFile } from '../config/configFile';
import type { PythonFacts } from '../generators/facts';
import { pythonFacts, type PythonMemo } from '../generators/pythonFacts';
import { schemaFactsInSteps, type SchemaFacts } from '../kinds/schemaFacts';
import { objectDocuments, type ObjectDocument } from '../objects/objectFile';
import { queryFacts, type QueryFacts } from '../queries/queryFacts';
import { objectFacts, type ObjectFacts, type ObjectMemo } from './objectFacts';
import type { FileRole } from './roles';

/** What one file says, by its role. */
export interface FileFacts {
  readonly role: FileRole;
  readonly yaml?: YamlFile;
  readonly config?: ConfigFile;
  readonly documents?: readonly ObjectDocument[];
  readonly objects?: ObjectFacts;
  /** Per YAML document; ranges are relative to `source`. */
  readonly schemas?: readonly SchemaDocument[];
  /** Read at the first use, and kept. */
  readonly query?: () => QueryFacts;
  readonly python?: () => PythonFacts;
  /** The syntax those facts were read from. */
  readonly pythonTree?: () => PythonTree;
}

export interface SchemaDocument {
  readonly facts: SchemaFacts;
  readonly source: TextPart;
  /** Where the first syntax error is found. */
  readonly problem: number | undefined;
}

/** A file's text read step by step beforehand. */
export interface PreparedFile {
  readonly yaml: YamlFile;
  readonly memo: ObjectMemo;
  readonly schemas: readonly SchemaDocument[] | undefined;
}

export interface ReadOptions {
  readonly uri: string;
  readonly role: FileRole;
  readonly text: string;
  /** The file's version before, or the same text parsed already; its chunks are taken over. */
  readonly previous: YamlFile | undefined;
  readonly memo: ObjectMemo;
  /** What the text says as a schema, where that is known already. */
  readonly schemas: readonly SchemaDocument[] | undefined;
  readonly python: PythonMemo;
}

/** Reads a file by its role. Never throws on any text. */
export function readFileFacts({ uri, role, text, previous, memo, schemas, python }: ReadOptions): FileFacts {
  switch (role) {
    case 'config': {
      const yaml = parseYamlFile(uri, text, previous);
      return { role, yaml, config: configFile(yaml) };
    }
    case 'settings':
      return { role, yaml: parseYamlFile(uri, text, previous) };
    case 'schema': {
      const yaml = parseYamlFile(uri, text, previous);
      return { role, yaml, schemas: schemas ?? runToEnd(readSchemas(yaml)) };
    }
    case 'object':
    case 'parked': {
      const yaml = parseYamlFile(uri, text, previous);
      const documents = objectDocuments(yaml, memo.chunks);
      return { role, yaml, documents, objects: objectFacts(documents, memo) };
    }
    case 'menu':
      return { role, yaml: parseYamlFile(uri, text, previous) };
    case 'query':
      return { role, query: lazy(() => queryFacts(text)) };
    case 'python': {
      const version = {};
      python.newest = version;
      const memo = () => (python.newest === version ? python : undefined);
      const pythonTree = lazy(() => parsePython(text, memo()?.parsed));
      return { role, pythonTree, python: lazy(() => pythonFacts(text, pythonTree(), memo()?.methods)) };
    }
    case 'other':
      return { role };
  }
}

/** What the documents of a schema file declare, a kind at a step. */
export function* readSchemas({ documents }: YamlFile): Generator<void, SchemaDocument[]> {
  const schemas: SchemaDocument[] = [];
  for (const { head } of documents) {
    const facts = yield* schemaFactsInSteps(head.tree.root);
    const starts = head.tree.problems.map(({ range }) => range.start);
    const problem = starts.length > 0 ? Math.min(...starts) : undefined;
    schemas.push({ facts: problem === undefined ? facts : { ...facts, whole: false }, source: head, problem });
  }
  return schemas;
}

/** What a file with syntax problems said when it last had none; undefined when it has none now, or always had. */
export function keptFacts(
  now: FileFacts,
  before: { readonly facts: FileFacts; readonly lastGood: FileFacts | undefined },
): FileFacts | undefined {
  if (!hasSyntaxProblems(now)) return undefined;
  const good = before.lastGood ?? (hasSyntaxProblems(before.facts) ? undefined : before.facts);
  return good?.role === now.role ? good : undefined;
}

/** True when a part of a YAML file could not be read: then what is missing in it may only be hidden. */
export const hasSyntaxProblems = perObject(({ role, yaml }: FileFacts): boolean => {
  if (!yaml) return role === 'schema' || role === 'object' || role === 'config';
  const isWrong = ({ tree }: YamlChunk): boolean => tree.problems.length > 0;
  return yaml.documents.some(({ head, itemChunks }) => isWrong(head) || itemChunks.some(isWrong));
});
