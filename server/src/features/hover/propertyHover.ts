import { locate } from '../../base/place';
import type { TextRange } from '../../base/textRange';
import type { MemberSymbol } from '../../model/symbols/members';
import { symbolAt } from '../../model/symbols/occurrences';
import type { Project } from '../../model/project/project';
import type { Position } from '../position';
import { escapeMarkdown, heading, paragraphs } from './markdown';
import { attributeText, choicesText } from './memberHover';

/** What `value` is, by the kind of the attribute (facts/versions/graphql-derivation.md §4); a text for all others. */
const values: Readonly<Record<string, string>> = {
  Number: 'A number.',
  NumberPool: 'A number.',
  Bandwidth: 'A number.',
  Boolean: 'True or false.',
  Checkbox: 'True or false.',
  List: 'A list.',
  JSON: 'Any JSON.',
  Any: 'Anything.',
  Dropdown: 'The name of a choice.',
};

/** What else is read of every attribute, or asked of it in a filter (the same, §2). */
const ofAttributes: Readonly<Record<string, string>> = {
  id: 'The id of the attribute itself, a text.',
  isnull: 'True or false: whether it has no value.',
  is_default: 'True or false: whether it has its default.',
  is_protected: 'True or false.',
  is_from_profile: 'True or false: whether a profile gives it.',
  updated_at: 'A date with time.',
  source: 'An object.',
  owner: 'An object.',
};

/** What is read of an attribute that is a choice. */
const ofChoices: Readonly<Record<string, string>> = {
  label: 'The label of the choice, a text.',
  color: 'The colour of the choice, a text.',
  description: 'The description of the choice, a text.',
};

/** What is read of the object behind a relationship. */
const ofObjects: Readonly<Record<string, string>> = {
  id: 'The id of the object.',
  ids: 'A list of ids: any of these objects.',
  isnull: 'True or false: whether there is none.',
  hfid: 'The human-friendly id of the object, a list.',
  display_label: 'The label of the object, a text.',
};

/** What the last word of a path such as `pod__name__value` is, in whatever file names the attribute before it. */
export function propertyHover({
  project,
  file,
  offset,
}: Position): { readonly range: TextRange; readonly markdown: string } | undefined {
  const word = pathAround(file.text, offset);
  const before = word && symbolAt(project, file, word.property.start - 3);
  if (!word || !before || (before.symbol.type !== 'attribute' && before.symbol.type !== 'relationship'))
    return undefined;
  if (locate(before.at).range.end !== word.property.start - 2) return undefined;
  const name = file.text.slice(word.property.start, word.property.end);
  const markdown = propertyText(project, before.symbol, name);
  return markdown === undefined ? undefined : { range: word.property, markdown };
}

/** The last word of the path at the offset, if that is in it. */
function pathAround(text: string, offset: number): { readonly property: TextRange } | undefined {
  let start = offset;
  while (/\w/.test(text.charAt(start - 1))) start--;
  let end = offset;
  while (/\w/.test(text.charAt(end))) end++;
  const cut = text.slice(start, end).lastIndexOf('__');
  const property = { start: start + cut + 2, end };
  return cut > 0 && property.start <= offset && property.start < end ? { property } : undefined;
}

function propertyText({ kinds }: Project, { type, kind, name }: MemberSymbol, property: string): string | undefined {
  const title = heading(property, `of ${escapeMarkdown(name)} of ${escapeMarkdown(kind)}`);
  if (type === 'relationship') {
    const relationship = kinds.relationship(kind, name);
    const text = ofObjects[property];
    return relationship && text && paragraphs(title, text, `Of ${escapeMarkdown(relationship.peer)}.`);
  }
  const attribute = kinds.attribute(kind, name);
  if (!attribute) return undefined;
  const value = values[attribute.kind] ?? 'A text.';
  if (property === 'value') return paragraphs(title, value, attributeText(attribute), choicesText(attribute));
  if (property === 'values')
    return paragraphs(title, `A list: any of these values. ${value}`, attributeText(attribute));
  const text = ofAttributes[property] ?? (attribute.kind === 'Dropdown' ? ofChoices[property] : undefined);
  return text && paragraphs(title, text, attributeText(attribute));
}
