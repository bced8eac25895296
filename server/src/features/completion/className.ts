import type { PythonFacts } from '../../model/generators/facts';
import { normalPath } from '../../model/config/configFile';
import type { Project } from '../../model/project/project';
import { configPlace, sibling } from './configPlace';
import type { CompletionProvider, Suggestion } from './provider';

/** The SDK class that a section's classes inherit from. */
const bases: Readonly<Record<string, string>> = {
  generator_definitions: 'InfrahubGenerator',
  python_transforms: 'InfrahubTransform',
  check_definitions: 'InfrahubCheck',
};

/** `class_name`: the classes of the file named beside it, those that inherit from the right base first. */
export const provider: CompletionProvider = {
  id: 'className',
  applies: (context) => configPlace(context)?.key?.key === 'class_name',
  items(context): Suggestion[] {
    const place = configPlace(context);
    const path = place && sibling(place, 'file_path');
    const facts = path === undefined ? undefined : context.project.fileAt(normalPath(path))?.facts.python?.();
    if (!facts || !place) return [];
    const wanted = bases[place.section] ?? '';
    const fitting = facts.classes.filter(({ name }) => inherits(facts, name, wanted));
    const others = facts.classes.filter((each) => !fitting.includes(each));
    return [...fitting, ...others].map(({ name, bases: parents }) => ({
      label: name,
      kind: 'class',
      detail: parents.length > 0 ? `(${parents.join(', ')})` : undefined,
      insert: { type: 'text', text: name },
    }));
  },
};

/** Files that are searched for classes at most. */
const maxFiles = 30;

/** All classes of the repository that a section's entries can name. */
export function classesFor(project: Project, section: string): string[] {
  const wanted = bases[section];
  if (wanted === undefined) return [];
  const files = [...project.allFiles()].filter(({ facts, text }) => facts.role === 'python' && text.includes(wanted));
  return files.slice(0, maxFiles).flatMap((file) => {
    const facts = file.facts.python?.();
    return (facts?.classes ?? []).flatMap(({ name }) => (facts && inherits(facts, name, wanted) ? [name] : []));
  });
}

/** True when the class, or one of its bases in the same file, names the wanted base. */
function inherits(facts: PythonFacts, name: string, wanted: string, seen = new Set<string>()): boolean {
  if (seen.has(name)) return false;
  seen.add(name);
  const parents = facts.classes.find((each) => each.name === name)?.bases ?? [];
  return parents.some((base) => base.split('.').at(-1) === wanted || inherits(facts, base, wanted, seen));
}
