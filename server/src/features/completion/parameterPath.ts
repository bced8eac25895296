import type { Kind } from '../../model/kinds/kind';
import type { Project } from '../../model/project/project';
import { attributeDetail } from './describe';
import { configPlace, sibling, type ConfigPlace } from './configPlace';
import { operationOf } from './configQuery';
import type { CompletionProvider, Suggestion } from './provider';

/** Longest chain of relationships that is followed in what is typed. */
const maxHops = 6;

/**
 * Values of `parameters`: paths to an attribute of the targets, `name__value`, also through relationships of cardinality
 * one, `parent__name__value`. The targets are the kinds of the group's members and those the query asks for.
 */
export const provider: CompletionProvider = {
  id: 'parameterPath',
  applies(context) {
    const place = configPlace(context);
    return place?.key?.key === 'parameters' && place.below.length === 1;
  },
  *items(context): Iterable<Suggestion> {
    const place = configPlace(context);
    const variable = place?.below[0];
    if (!place || typeof variable !== 'string') return;
    const { project, edit } = context;
    const { kinds, filters } = targetsOf(project, place, variable);
    const seen = new Set<string>();
    for (const kind of kinds) {
      for (const suggestion of pathsOf(project, kind, edit.prefix, filters)) {
        if (seen.has(suggestion.label)) continue;
        seen.add(suggestion.label);
        yield suggestion;
      }
    }
  },
};

function targetsOf(project: Project, place: ConfigPlace, variable: string): { kinds: Kind[]; filters: Set<string> } {
  const group = sibling(place, 'targets') ?? '';
  const names = new Set(project.triggers.membersOf.get(group)?.keys());
  const filters = new Set<string>();
  for (const field of operationOf(project, place)?.rootFields ?? []) {
    const used = field.arguments.filter((argument) => argument.variables.includes(variable));
    if (used.length === 0) continue;
    names.add(field.name);
    for (const { name } of used) filters.add(name.replace(/__values$/, '__value').replace(/^ids$/, 'id'));
  }
  return { kinds: [...names].flatMap((name) => project.kinds.get(name) ?? []), filters };
}

/** Attributes of the kind, then those behind one relationship; first what the query filters by with the variable. */
function pathsOf(project: Project, kind: Kind, prefix: string, filters: ReadonlySet<string>): Suggestion[] {
  const { owner, typed } = follow(project, kind, prefix);
  const found = owner ? attributePaths(owner, typed) : [];
  if (owner) {
    for (const relationship of owner.relationships.values()) {
      const peer = relationship.cardinality === 'one' ? project.kinds.get(relationship.peer) : undefined;
      if (peer) found.push(...attributePaths(peer, `${typed}${relationship.name}__`));
    }
  }
  if (owner) found.push({ label: `${typed}id`, kind: 'variable', detail: owner.kind, insert: text(`${typed}id`) });
  return [...found.filter(({ label }) => filters.has(label)), ...found.filter(({ label }) => !filters.has(label))];
}

function attributePaths(owner: Kind, typed: string): Suggestion[] {
  return [...owner.attributes.values()].map((attribute) => {
    const path = `${typed}${attribute.name}__value`;
    return {
      label: path,
      kind: 'attribute',
      detail: `${owner.kind}: ${attributeDetail(attribute)}`,
      insert: text(path),
    };
  });
}

function text(path: string): Suggestion['insert'] {
  return { type: 'text', text: path };
}

/** The kind that the relationships in `prefix` lead to, and the part of it that names them. */
function follow(project: Project, kind: Kind, prefix: string): { owner: Kind | undefined; typed: string } {
  let owner: Kind | undefined = kind;
  let typed = '';
  const segments = prefix.split('__').slice(0, -1);
  for (const segment of segments.slice(0, maxHops)) {
    const relationship = owner?.relationships.get(segment);
    if (!relationship || relationship.cardinality !== 'one') break;
    owner = project.kinds.get(relationship.peer);
    typed += `${segment}__`;
  }
  return { owner, typed };
}
