import { locate } from '../base/place';
import type { TextRange } from '../base/textRange';
import { entriesOf, entryText, normalPath } from '../model/config/configFile';
import { atPath, classDeclaration, declarationsOf, type Declaration } from '../model/symbols/declarations';
import { symbolAt } from '../model/symbols/occurrences';
import { queryNamed } from '../model/symbols/queryLookUp';
import type { Occurrence } from '../model/symbols/symbol';
import type { Project } from '../model/project/project';
import type { Position } from './position';

export interface Definition {
  /** The name that was asked about, relative to the start of its file. */
  readonly origin: TextRange;
  readonly targets: readonly Declaration[];
}

/**
 * Where the name at a position is declared. The declaration of a query, generator or transformation in
 * `.infrahub.yml` leads on, to the file that it is about.
 */
export function definition({ project, file, offset }: Position): Definition | undefined {
  const found = symbolAt(project, file, offset);
  if (!found) return undefined;
  const ahead = found.role === 'declaration' ? implementation(project, found) : [];
  const targets = ahead.length > 0 ? ahead : declared(project, found);
  return targets.length > 0 ? { origin: locate(found.at).range, targets } : undefined;
}

function declared(project: Project, { symbol }: Occurrence): Declaration[] {
  const targets = declarationsOf(project, symbol);
  // A class that cannot be found in its file: the file is the next best.
  return symbol.type === 'class' && targets.length === 0 ? atPath(project, symbol.path) : targets;
}

function implementation(project: Project, { symbol }: Occurrence): Declaration[] {
  switch (symbol.type) {
    case 'generator': {
      const generator = project.generators.findLast(({ name }) => name === symbol.name);
      const { filePath, className } = generator?.definition ?? {};
      const path = generator?.code?.file || normalPath(filePath?.value ?? '');
      return classOrFile(project, path, generator?.code?.name ?? className);
    }
    case 'query': {
      const { file, path } = queryNamed(project, symbol.name) ?? {};
      const operations = file?.facts.query?.().operations ?? [];
      const operation = operations.find(({ name }) => name === symbol.name) ?? operations[0];
      if (!file || !operation) return path === undefined ? [] : atPath(project, path);
      const selection = operation.nameRange ?? operation.range;
      return [{ uri: file.uri, selection, range: operation.range }];
    }
    case 'transformation': {
      const named = (section: string) =>
        entriesOf(project.config, section).findLast(({ name }) => name?.value === symbol.name);
      const python = named('python_transforms');
      const template = named('jinja2_transforms');
      if (python) {
        const path = normalPath(entryText(python, 'file_path')?.value ?? '');
        return classOrFile(project, path, entryText(python, 'class_name')?.value ?? 'Transform');
      }
      return template ? atPath(project, normalPath(entryText(template, 'template_path')?.value ?? '')) : [];
    }
    default:
      return [];
  }
}

function classOrFile(project: Project, path: string, className: string | undefined): Declaration[] {
  const found = className === undefined ? [] : classDeclaration(project, path, className);
  return found.length > 0 ? found : atPath(project, path);
}
