import { locate } from '../../base/place';
import { intersects, touches, type TextRange } from '../../base/textRange';
import { chunkAt, type YamlChunk } from '../../syntax/yaml/yamlFile';
import type { Project, ProjectFile } from '../project/project';
import { configOccurrences } from './configOccurrences';
import { objectOccurrences } from './objectOccurrences';
import { pythonOccurrences } from './pythonOccurrences';
import { queryOccurrences } from './queryOccurrences';
import { schemaOccurrences } from './schemaOccurrences';
import { spellings } from './spellings';
import { symbolKey, symbolText, type Occurrence, type Symbol } from './symbol';

/** A file that mentions a symbol, and how. */
export interface FoundOccurrence {
  readonly file: ProjectFile;
  readonly occurrence: Occurrence;
}

/** Everything that a file mentions, each place once, in no particular order; with `within` at least what stands there. */
export function occurrences(project: Project, file: ProjectFile, within?: TextRange): Occurrence[] {
  if (!within) return distinct(read(project, file));
  const isWithin = ({ start, text }: YamlChunk): boolean => intersects({ start, end: start + text.length }, within);
  return distinct(read(project, file, isWithin));
}

/** What stands at an offset of the file (UTF-16 code units), touching its end included. Reads one chunk of objects. */
export function symbolAt(project: Project, file: ProjectFile, offset: number): Occurrence | undefined {
  const chunk = file.facts.documents && file.facts.yaml && chunkAt(file.facts.yaml, offset)?.chunk;
  const found = read(project, file, (candidate) => candidate === chunk);
  const at = found.filter((occurrence) => touches(locate(occurrence.at).range, offset));
  return at.find((occurrence) => offset < locate(occurrence.at).range.end) ?? at[0];
}

/** Every mention of a symbol in the project, its declarations included, in the order of the files. */
export function occurrencesOf(project: Project, symbol: Symbol): FoundOccurrence[] {
  const found: FoundOccurrence[] = [];
  for (const file of project.allFiles()) {
    for (const occurrence of occurrencesIn(project, file, symbol)) found.push({ file, occurrence });
  }
  return found;
}

/** The mentions of a symbol in one file, in the order of the text. */
export function occurrencesIn(project: Project, file: ProjectFile, symbol: Symbol): Occurrence[] {
  const key = symbolKey(symbol);
  const text = symbolText(symbol);
  // Names are looked for in the text first: most chunks of a large repository have nothing to do with a name.
  const written = spellings(text);
  const mayName = (where: { readonly text: string }): boolean => written.some((each) => where.text.includes(each));
  if (file.facts.role !== 'schema' && !mayName(file)) return [];
  const found = read(project, file, mayName);
  return distinct(found.filter(({ symbol: at }) => symbolText(at) === text && symbolKey(at) === key)).toSorted(
    (a, b) => locate(a.at).range.start - locate(b.at).range.start,
  );
}

function read(project: Project, file: ProjectFile, wanted?: (chunk: YamlChunk) => boolean): readonly Occurrence[] {
  const { facts } = file;
  switch (facts.role) {
    case 'config':
      return facts.config && facts.config === project.config ? configOccurrences(project, facts.config) : [];
    case 'schema':
      return schemaOccurrences(project, file);
    case 'object':
    case 'parked':
      return objectOccurrences(project, file, wanted);
    case 'query':
      return facts.query ? queryOccurrences(project, file, facts.query()) : [];
    case 'python':
      return facts.python ? pythonOccurrences(project, file, facts.python()) : [];
    case 'settings':
    case 'menu':
    case 'other':
      return [];
  }
}

/** Aliases lead to one place on several ways: each thing once at each place. */
function distinct(found: readonly Occurrence[]): Occurrence[] {
  const byStart = new Map<number, Occurrence[]>();
  return found.filter((occurrence) => {
    const start = occurrence.at.part.start + occurrence.at.range.start;
    const others = byStart.get(start);
    if (!others) byStart.set(start, [occurrence]);
    else if (others.some((other) => sameMention(other, occurrence))) return false;
    else others.push(occurrence);
    return true;
  });
}

function sameMention(a: Occurrence, b: Occurrence): boolean {
  return a.at.range.end === b.at.range.end && symbolKey(a.symbol) === symbolKey(b.symbol);
}
