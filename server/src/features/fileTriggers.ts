import type { FileRange } from '../base/place';
import { field, type ObjectItem } from '../model/objects/objectFile';
import { placeOf, type Named } from '../model/named';
import { nearestPlace } from '../model/project/presentPlace';
import type { Project } from '../model/project/project';
import type { LinkedRule } from '../model/triggers/linkedRule';
import type { Action, TriggerMatch } from '../model/triggers/triggers';
import type { FileAction, FileMatch, FileRule } from '../protocol/triggers';
import { asList, asMap, textOf, valueOf } from '../syntax/yaml/access';

/** Something with a name, and where that name stands in its file. */
type Placed<T> = Omit<T, 'uri' | 'range'> & { readonly at: FileRange };

/** Rules and actions of the files, in their order. Those without a name are left out: nothing can be loaded from them. */
export interface FoundTriggers {
  readonly rules: readonly Placed<FileRule>[];
  readonly actions: readonly Placed<FileAction>[];
}

/** What the object files of the projects declare that starts generators, with the values a server would hold. */
export function fileTriggers(projects: readonly Project[]): FoundTriggers {
  return {
    rules: projects.flatMap((project) => project.triggers.linkedRules.flatMap((each) => ruleOf(project, each) ?? [])),
    actions: projects.flatMap((project) => project.triggers.actions.flatMap((each) => actionOf(project, each) ?? [])),
  };
}

function ruleOf(project: Project, { rule, matchesOfName }: LinkedRule): Placed<FileRule> | undefined {
  const { item, kind, name, nodeKind, mutationAction, group } = rule;
  if (!name) return undefined;
  const { fields, defaults } = fieldsOf(item, [
    ['description', textOf(field(item, 'description')?.node)],
    ['active', String(rule.active), 'true'],
    ['branch_scope', rule.branchScope?.value, 'default_branch'],
    ['action', rule.action?.value],
    ...(kind === 'CoreNodeTriggerRule'
      ? ([
          ['node_kind', nodeKind?.value],
          ['mutation_action', mutationAction?.value],
        ] as const)
      : ([
          ['member_update', rule.memberUpdate, 'added'],
          ['group', group?.value],
        ] as const)),
  ]);
  const matches = matchesOfName.flatMap((match) => matchOf(match) ?? []);
  const written = countWritten(rule.matchesField?.node);
  const matchesAreWhole =
    matches.length === matchesOfName.length && (written === undefined ? false : written <= matchesOfName.length);
  return { kind, name: name.value, at: locatedName(project, item, name), fields, defaults, matches, matchesAreWhole };
}

/** How many matches stand in the field; undefined when that cannot be said. */
function countWritten(node: Parameters<typeof asList>[0]): number | undefined {
  if (node === undefined) return 0;
  const list = asList(node) ?? asList(valueOf(asMap(node), 'data'));
  return list?.items.length;
}

function matchOf({ item, kind, member, ...match }: TriggerMatch): FileMatch | undefined {
  if (!member) return undefined;
  const isAttribute = kind === 'CoreNodeTriggerAttributeMatch';
  const values = isAttribute
    ? ([
        ['value_match', match.valueMatch?.value, 'value'],
        ['value', match.value?.value],
        ['value_previous', match.valuePrevious?.value],
      ] as const)
    : ([
        ['modification_type', match.modificationType?.value, 'added'],
        ['peer', textOf(field(item, 'peer')?.node)],
      ] as const);
  return { kind, member: member.value, ...fieldsOf(item, values) };
}

function actionOf(
  project: Project,
  { item, kind, name, generator, group, memberAction }: Action,
): Placed<FileAction> | undefined {
  if (!name) return undefined;
  const target =
    kind === 'CoreGeneratorAction'
      ? ([['generator', generator?.value]] as const)
      : ([
          ['group', group?.value],
          ['member_action', memberAction, 'add_member'],
        ] as const);
  const description = ['description', textOf(field(item, 'description')?.node)] as const;
  return { kind, name: name.value, at: locatedName(project, item, name), ...fieldsOf(item, [description, ...target]) };
}

/** Name, value as read, and the default of Infrahub (facts/versions/core-diff.md §1). */
type FieldRow = readonly [name: string, value: string | undefined, byDefault?: string];

function fieldsOf(item: ObjectItem, rows: readonly FieldRow[]): Pick<FileMatch, 'fields' | 'defaults'> {
  const fields: Record<string, string> = {};
  const defaults: string[] = [];
  for (const [name, value, byDefault] of rows) {
    const given = field(item, name) === undefined ? (byDefault ?? value) : value;
    // The loader stores the text NULL as no value (facts 2).
    if (given !== undefined && given !== '' && given !== 'NULL') fields[name] = given;
    if (field(item, name) === undefined && byDefault !== undefined) defaults.push(name);
  }
  return { fields, defaults };
}

function locatedName(project: Project, { chunk }: ObjectItem, name: Named): FileRange {
  return nearestPlace(project, placeOf(chunk, name));
}
