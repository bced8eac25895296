import { isOwnKind, type Attribute, type Relationship } from '../../model/kinds/kind';
import { matchesOfMember, writesOfMember } from '../../model/symbols/memberUses';
import type { Project } from '../../model/project/project';
import { ruleNameOf } from '../../model/project/triggerIndex';
import type { MemberSymbol } from '../../model/symbols/members';
import type { Symbol } from '../../model/symbols/symbol';
import { escapeMarkdown, heading, list, paragraphs } from './markdown';
import { memberNote } from './notes';
import { writersText } from './writers';

/** What an attribute or relationship is; for those of schema files also who writes it and which rules watch it. */
export function memberHover(project: Project, member: MemberSymbol): string {
  const { kind, name, type } = member;
  const { kinds } = project;
  const attribute = kinds.attribute(kind, name);
  const relationship = kinds.relationship(kind, name);
  const text = attribute ?? relationship;
  const found = kinds.get(kind);
  const own = found !== undefined && isOwnKind(found);
  return paragraphs(
    heading(name, `${type} of ${escapeMarkdown(kind)}`),
    attribute && attributeText(attribute),
    relationship && relationshipText(relationship),
    escapeMarkdown(text?.description ?? ''),
    memberNote(kind, name),
    attribute && choicesText(attribute),
    own ? `${writersText(project, member, writesOfMember(project, member))}.` : undefined,
    own ? watchersText(project, member) : undefined,
  );
}

/** What a choice of an attribute means. */
export function choiceHover(project: Project, choice: Symbol & { type: 'choice' }): string {
  const attribute = project.kinds.attribute(choice.kind, choice.attribute);
  const found = attribute?.choices?.find(({ name }) => name === choice.name);
  const isDefault = String(attribute?.default) === choice.name;
  return paragraphs(
    heading(choice.name, `choice of ${escapeMarkdown(choice.attribute)} of ${escapeMarkdown(choice.kind)}`),
    escapeMarkdown(found?.description ?? found?.label ?? ''),
    memberNote(choice.kind, choice.attribute, choice.name),
    isDefault ? 'The default.' : undefined,
  );
}

/** Kind and options of an attribute, as a line. */
export function attributeText(attribute: Attribute): string {
  const facts = [
    escapeMarkdown(attribute.kind),
    attribute.optional ? 'optional' : 'mandatory',
    attribute.unique ? 'unique' : '',
    attribute.readOnly ? 'read-only' : '',
    attribute.default === undefined ? '' : `default ${escapeMarkdown(String(attribute.default))}`,
    attribute.computedBy ? `computed by ${attribute.computedBy}` : '',
    attribute.inheritedFrom ? `inherited from ${escapeMarkdown(attribute.inheritedFrom)}` : '',
  ];
  return `${facts.filter(Boolean).join(', ')}.`;
}

function relationshipText(relationship: Relationship): string {
  const facts = [
    `${relationship.kind} relationship to ${relationship.cardinality} ${escapeMarkdown(relationship.peer)}`,
    relationship.optional ? 'optional' : 'mandatory',
    relationship.inheritedFrom ? `inherited from ${escapeMarkdown(relationship.inheritedFrom)}` : '',
  ];
  return `${facts.filter(Boolean).join(', ')}.`;
}

/** The choices of an attribute with their meaning, as a list; undefined when it has none. */
export function choicesText({ choices, enum: values }: Attribute): string | undefined {
  const items = choices?.map(({ name, label, description }) => ({ name, text: description ?? label })) ?? [];
  const all = [...items, ...(values ?? []).map((value) => ({ name: String(value), text: undefined }))];
  return list(
    'Choices:',
    all.map(({ name, text }) => escapeMarkdown(name) + (text ? `: ${escapeMarkdown(text)}` : '')),
  );
}

function watchersText(project: Project, member: MemberSymbol): string {
  const rules = new Set(matchesOfMember(project, member).flatMap((match) => ruleNameOf(match) ?? []));
  return list('Watched by:', [...rules].map(escapeMarkdown)) ?? 'No rule of this repository watches it.';
}
