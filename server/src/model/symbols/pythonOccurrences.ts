import type { TextRange } from '../../base/textRange';
import type { PythonClass, PythonFacts } from '../generators/facts';
import type { Project, ProjectFile } from '../project/project';
import { filteredNames } from './filteredNames';
import { memberSymbol, pathSegments } from './members';
import { mention, type Source } from './mention';
import type { Occurrence, Symbol } from './symbol';

/** The occurrences in a Python file: classes, and the kinds and members that the code of a class names as text. */
export function pythonOccurrences(project: Project, file: ProjectFile, facts: PythonFacts): Occurrence[] {
  const source: Source = { uri: file.uri, start: 0, text: file.text };
  const found = facts.classes.flatMap((cls) => [
    ...mention(source, { type: 'class', path: file.path, name: cls.name }, cls.nameRange, { role: 'declaration' }),
    ...(cls.query !== undefined && cls.queryRange
      ? mention(source, { type: 'query', name: cls.query }, cls.queryRange)
      : []),
    ...bodyOccurrences(project, source, cls),
  ]);
  // A helper that two classes reach is evaluated for both.
  return [
    ...new Map(
      [...filteredNames(source), ...found].map((occurrence) => [occurrence.at.range.start, occurrence]),
    ).values(),
  ];
}

function bodyOccurrences({ kinds }: Project, source: Source, cls: PythonClass): Occurrence[] {
  const found: Occurrence[] = [];
  const here = (site: { readonly file: string }): boolean => site.file === '';
  const addKind = (kind: string | undefined, range: TextRange | undefined): void => {
    if (kind !== undefined && range) found.push(...written(source, { type: 'kind', name: kind }, range, true));
  };
  for (const create of cls.creates.filter(here)) {
    addKind(create.kind, create.kindRange);
    for (const { name, range } of create.attributes) {
      const symbol = memberSymbol(kinds, create.kind, name);
      const start =
        source.text[range.start] === '"' || source.text[range.start] === "'" ? range.start + 1 : range.start;
      if (symbol) found.push(...written(source, symbol, { start, end: start + name.length }, false));
    }
  }
  for (const fetch of cls.fetches.filter(here)) {
    addKind(fetch.kind, fetch.kindRange);
    for (const { name, range } of fetch.filters) {
      for (const { symbol, offset, text } of fetch.kind === undefined ? [] : pathSegments(kinds, fetch.kind, name)) {
        const start = range.start + offset;
        found.push(...written(source, symbol, { start, end: start + text.length }, false));
      }
    }
  }
  for (const write of cls.writes.filter(here)) {
    const symbol = memberSymbol(kinds, write.kind, write.attribute);
    if (symbol) found.push(...written(source, symbol, write.attributeRange, false));
  }
  return found;
}

/** Only where the text itself has the name: code may get at it in other ways. */
function written(source: Source, symbol: Symbol, range: TextRange, certain: boolean): Occurrence[] {
  const found = mention(source, symbol, range);
  return found.flatMap((occurrence) => (occurrence.certain ? [{ ...occurrence, certain }] : []));
}
