import type { Place } from '../../base/place';
import type { TextRange } from '../../base/textRange';
import type { Edge } from '../../model/cascade/cascade';
import { describeCause } from '../../model/cascade/cause';
import { placeOf } from '../../model/named';
import type { ObjectItem } from '../../model/objects/objectFile';
import type { Project } from '../../model/project/project';
import type { Report } from '../rule';
import { objectPlace } from '../triggers/parts';

/** A range of a Python file (path relative to the project), which is one part as a whole. */
export function pythonPlace(project: Project, path: string, range: TextRange): Place {
  return { part: { uri: project.uriOf(path), start: 0 }, range };
}

/** The steps of a chain of edges, in order: the write, the rules that see it, the action, the generator that runs. */
export function stepsOf(project: Project, edges: readonly Edge[]): NonNullable<Report['related']> {
  return edges.flatMap(({ write, rules, action, runs }) => {
    const at = pythonPlace(project, write.path, write.range);
    const definition = runs.definition;
    return [
      { at, message: `${write.generator.name} ${describeCause(write.cause)}` },
      ...rules.map((rule) => ({ at: objectPlace(rule.item), message: `rule ${labelOf(rule)} sees it` })),
      ...(action ? [{ at: objectPlace(action.item), message: `action ${labelOf(action)} runs ${runs.name}` }] : []),
      ...(definition.name
        ? [{ at: placeOf(definition.entry.chunk, definition.name), message: `generator ${runs.name} runs` }]
        : []),
    ];
  });
}

/** Where a chain can be cut: at the rule that sees the edge's write, or at the dispatch itself. */
export function cutPlace(project: Project, { rules, write }: Edge): Place {
  const [rule] = rules;
  return rule ? objectPlace(rule.item) : pythonPlace(project, write.path, write.range);
}

/** `a`, `a and b`, `a, b and c`. */
export function listOf(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}

function labelOf({
  name,
}: {
  readonly item: ObjectItem;
  readonly name: { readonly value: string } | undefined;
}): string {
  return name?.value ?? 'without name';
}
