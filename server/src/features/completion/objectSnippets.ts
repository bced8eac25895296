import type { Attribute, Kind } from '../../model/kinds/kind';
import type { Project } from '../../model/project/project';
import { attributeChoices } from './attributeValue';
import type { CursorContext } from './cursor';
import { matchedKind } from './matchedKind';
import { actionNames, generatorNames, groupNames, ruleNames } from './reference';
import type { CompletionProvider, Suggestion } from './provider';
import { fields, placeholders, type Placeholders, type SnippetData, type SnippetMap } from './snippetText';
import { isMany, type ObjectSlot } from './slots';

/** Whole rules, actions and matches at the place of an empty item, with names of the project to choose from. */
export const provider: CompletionProvider = {
  id: 'objectSnippets',
  applies: (context) => emptyObject(context) !== undefined || emptyMatches(context),
  items(context): Suggestion[] {
    const { project } = context;
    if (emptyMatches(context)) return matchBlocks(context);
    const object = emptyObject(context);
    if (!object) return [];
    const isItem = !object.around || isMany(project, object.around);
    return snippetsOf(project, object).map((snippet) => toSuggestion(snippet, isItem));
  },
};

interface Snippet {
  readonly label: string;
  readonly documentation: string;
  readonly data: SnippetMap;
}

/** The object that would begin at the cursor: behind a dash, or below `data:` where nothing stands there yet. */
function emptyObject({ mapping, value, keySlot, valueSlot }: CursorContext): ObjectSlot | undefined {
  const key = mapping && !mapping.map ? keySlot() : undefined;
  if (key?.type === 'object') return key;
  const slot = mapping && value ? valueSlot() : undefined;
  return slot?.type === 'objects'
    ? { type: 'object', kind: slot.kind, map: undefined, around: slot.around }
    : undefined;
}

/** `matches:` with nothing below. */
function emptyMatches({ mapping, value, valueSlot }: CursorContext): boolean {
  const slot = value && !mapping?.map ? valueSlot() : undefined;
  return slot?.type === 'field' && slot.key === 'matches' && !slot.isItem;
}

function matchBlocks({ project, valueSlot }: CursorContext): Suggestion[] {
  const slot = valueSlot();
  if (slot?.type !== 'field') return [];
  return ['CoreNodeTriggerAttributeMatch', 'CoreNodeTriggerRelationshipMatch'].flatMap((kind) => {
    const match: ObjectSlot = { type: 'object', kind, map: undefined, around: slot };
    return snippetsOf(project, match).map(({ data, ...snippet }) =>
      toSuggestion({ ...snippet, data: fields({ kind, data: [data] }) }, false),
    );
  });
}

function toSuggestion({ label, documentation, data }: Snippet, asItem: boolean): Suggestion {
  const insert = { type: 'snippet', data, asItem } as const;
  return { label, kind: 'snippet', detail: 'snippet', documentation, insert };
}

/** What can be begun as an object of the kind. */
export function snippetsOf(project: Project, object: ObjectSlot): Snippet[] {
  switch (object.kind) {
    case 'CoreNodeTriggerRule':
      return [attributeRule(project), relationshipRule(project), creationRule(project)];
    case 'CoreGroupTriggerRule':
      return [groupRule(project)];
    case 'CoreGeneratorAction':
      return [generatorAction(project)];
    case 'CoreGroupAction':
      return [groupAction(project)];
    case 'CoreNodeTriggerAttributeMatch':
      return [attributeMatch(project, object)];
    case 'CoreNodeTriggerRelationshipMatch':
      return [relationshipMatch(project, object)];
    default: {
      const kind = object.kind === undefined ? undefined : project.kinds.get(object.kind);
      return kind ? mandatory(kind) : [];
    }
  }
}

function attributeRule(project: Project): Snippet {
  const p = placeholders();
  const kinds = ownKinds(project);
  return {
    label: 'trigger rule on attribute change',
    documentation: 'A rule that runs an action when an attribute of an object gets another value.',
    data: fields({
      ...ruleHead(project, p, 'updated', 'attribute'),
      matches: fields({
        kind: 'CoreNodeTriggerAttributeMatch',
        data: [
          fields({
            attribute_name: p.choice(attributeNames(kinds), 'checksum'),
            value_match: p.choice(choices(project, 'CoreNodeTriggerAttributeMatch', 'value_match')),
          }),
        ],
      }),
    }),
  };
}

function relationshipRule(project: Project): Snippet {
  const p = placeholders();
  const known = ownKinds(project).flatMap((kind) => relationshipNames(kind));
  return {
    label: 'trigger rule on relationship change',
    documentation: 'A rule that runs an action when an object is added to or removed from a relationship.',
    data: fields({
      ...ruleHead(project, p, 'updated', 'relationship'),
      matches: fields({
        kind: 'CoreNodeTriggerRelationshipMatch',
        data: [
          fields({
            relationship_name: p.choice(known, 'relationship'),
            modification_type: p.choice(choices(project, 'CoreNodeTriggerRelationshipMatch', 'modification_type')),
          }),
        ],
      }),
    }),
  };
}

function creationRule(project: Project): Snippet {
  return {
    label: 'trigger rule on creation',
    documentation: 'A rule that runs an action when an object of a kind is created.',
    data: fields(ruleHead(project, placeholders(), 'created', 'created')),
  };
}

function ruleHead(project: Project, p: Placeholders, mutation: string, what: string): Record<string, SnippetData> {
  const kinds = ownKinds(project);
  const [kind] = kinds;
  return {
    name: p.text(`trigger-${kind ? kind.name.toLowerCase() : 'object'}-${what}`),
    branch_scope: p.choice(choices(project, 'CoreNodeTriggerRule', 'branch_scope')),
    node_kind: p.choice(
      kinds.map((each) => each.kind),
      'Kind',
    ),
    mutation_action: mutation,
    action: p.choice(names(actionNames(project)), 'action'),
  };
}

function groupRule(project: Project): Snippet {
  const p = placeholders();
  // A group action would stop the configuration of all rules (facts 2, #10463).
  const actions = actionNames(project).filter(({ detail }) => detail?.startsWith('runs '));
  return {
    label: 'group trigger rule',
    documentation: 'A rule that runs an action when members are added to a group or removed from it.',
    data: fields({
      name: p.text('trigger-group'),
      branch_scope: p.choice(choices(project, 'CoreGroupTriggerRule', 'branch_scope')),
      group: p.choice(names(groupNames(project)), 'group'),
      member_update: p.choice(choices(project, 'CoreGroupTriggerRule', 'member_update')),
      action: p.choice(names(actions), 'action'),
    }),
  };
}

function generatorAction(project: Project): Snippet {
  const p = placeholders();
  const generators = names(generatorNames(project));
  return {
    label: 'generator action',
    documentation: 'An action that runs a generator for the object of the event.',
    data: fields({
      name: p.text(`run-${generators[0] ?? 'generator'}`),
      generator: p.choice(generators, 'generator'),
    }),
  };
}

function groupAction(project: Project): Snippet {
  const p = placeholders();
  return {
    label: 'group action',
    documentation: 'An action that adds the object of the event to a group or removes it.',
    data: fields({
      name: p.text('add-to-group'),
      member_action: p.choice(choices(project, 'CoreGroupAction', 'member_action')),
      group: p.choice(names(groupNames(project)), 'group'),
    }),
  };
}

function attributeMatch(project: Project, match: ObjectSlot): Snippet {
  const p = placeholders();
  const kind = matchedKind(project, match);
  return {
    label: 'attribute match',
    documentation: 'The rule runs only when this attribute changes. Several matches must all be met by one mutation.',
    data: fields({
      ...triggerField(project, match, p),
      attribute_name: p.choice(attributeNames(kind ? [kind] : ownKinds(project)), 'checksum'),
      value_match: p.choice(choices(project, 'CoreNodeTriggerAttributeMatch', 'value_match')),
    }),
  };
}

function relationshipMatch(project: Project, match: ObjectSlot): Snippet {
  const p = placeholders();
  const kind = matchedKind(project, match);
  const known = (kind ? [kind] : ownKinds(project)).flatMap((each) => relationshipNames(each));
  return {
    label: 'relationship match',
    documentation:
      'The rule runs only when this relationship changes. Several matches must all be met by one mutation.',
    data: fields({
      ...triggerField(project, match, p),
      relationship_name: p.choice(known, 'relationship'),
      modification_type: p.choice(choices(project, 'CoreNodeTriggerRelationshipMatch', 'modification_type')),
    }),
  };
}

/** A match that is nested in its rule needs no `trigger`. */
function triggerField(project: Project, match: ObjectSlot, p: Placeholders): Record<string, SnippetData> {
  return match.around ? {} : { trigger: p.choice(names(ruleNames(project)), 'rule') };
}

/** Any other object: its mandatory members. */
function mandatory(kind: Kind): Snippet[] {
  const p = placeholders();
  const attributes = [...kind.attributes.values()].filter((each) => !each.optional && !each.readOnly);
  const relationships = [...kind.relationships.values()].filter((each) => !each.optional && !each.readOnly);
  if (attributes.length + relationships.length === 0) return [];
  const value = (attribute: Attribute): SnippetData => {
    if (attribute.kind === 'Boolean' || attribute.kind === 'Checkbox') return true;
    return p.choice(attributeChoices(attribute).map(({ text, isNumber }) => (isNumber ? Number(text) : text)));
  };
  const members = new Map<string, SnippetData>();
  for (const attribute of attributes) members.set(attribute.name, value(attribute));
  for (const { name, cardinality } of relationships) {
    members.set(name, cardinality === 'one' ? p.choice([]) : [p.choice([])]);
  }
  return [{ label: `object of kind ${kind.kind}`, documentation: 'All mandatory keys.', data: members }];
}

/** The repository's own kinds, those that are signalled by a checksum first. */
function ownKinds(project: Project): Kind[] {
  const own = project.kinds.nodes().filter((kind) => kind.origin !== 'core');
  return [
    ...own.filter((kind) => kind.attributes.has('checksum')),
    ...own.filter((kind) => !kind.attributes.has('checksum')),
  ];
}

function attributeNames(kinds: readonly Kind[]): string[] {
  const found = new Set(kinds.flatMap((kind) => [...kind.attributes.keys()]));
  return found.has('checksum') ? ['checksum', ...found] : [...found];
}

function relationshipNames(kind: Kind): string[] {
  return [...kind.relationships.values()]
    .filter((each) => !['Group', 'Profile', 'Template'].includes(each.kind))
    .map((each) => each.name);
}

function choices(project: Project, kind: string, name: string): string[] {
  const attribute = project.kinds.attribute(kind, name);
  return attribute ? attributeChoices(attribute).map((each) => each.text) : [];
}

function names(things: readonly { readonly name: string }[]): string[] {
  return things.map(({ name }) => name);
}
