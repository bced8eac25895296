import type { TextRange } from '../../base/textRange';
import type { SaveCall } from '../../model/generators/facts';
import type { Generator } from '../../model/project/generatorIndex';
import type { Project } from '../../model/project/project';

interface GeneratorSave {
  readonly generator: Generator;
  readonly save: SaveCall;
}

/** What generators save by the call at a range: by a method that saves any node, it is more than one kind of object. */
export function savesAt(project: Project, path: string, range: TextRange): GeneratorSave[] {
  return project.generators.flatMap((generator) =>
    (generator.code?.saves ?? [])
      .filter((save) => save.range.start === range.start && (save.file || generator.pythonFile?.path) === path)
      .map((save) => ({ generator, save })),
  );
}

/** True when the call may become a plain update: of a node that the generator makes, it would find no earlier one. */
export function savesFetchedOnly(project: Project, path: string, range: TextRange): boolean {
  return savesAt(project, path, range).every(({ save }) => save.fetched);
}
