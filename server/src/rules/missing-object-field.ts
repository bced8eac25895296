import type { Attribute, Kind } from '../model/kinds/kind';
import { field, fields, itemLabel, type ObjectItem } from '../model/objects/objectFile';
import type { Project } from '../model/project/project';
import { isTriggerItem } from '../model/triggers/triggers';
import { asScalar, isNull, resolved } from '../syntax/yaml/access';
import type { YamlNode } from '../syntax/yaml/nodes';
import { kindOfItem } from './kindOfItem';
import { misspeltKey } from './misspeltKey';
import { objectLabel } from './objectLabel';
import { defineRule, type Fix, type RuleContext } from './rule';
import { isForServer } from './sidePaths';
import { strayBlockOf } from './strayBlock';
import { indentStrayItems } from './strayItems';
import { change, ownEntry, removeKey } from './triggers/fixes';
import { isMisplacedMatch, objectPlace } from './triggers/parts';
import { insertKeys, replaceScalar } from '../edits/yamlEdits';

const refuses = 'The loader refuses this file, and with it the whole load:';

export const rule = defineRule({
  id: 'missing-object-field',
  catalogue: 'OBJ06',
  title: 'A rule, action or match lacks a mandatory field, or a field of an object has no value',
  severity: 'error',
  recommended: true,
  evidence: 'project',
  reads: 'kinds',
  dependsOnVersion: true,
  docs: `The loader refuses the file: \`node_kind is mandatory\`; a field without a value is refused even where it is optional
(\`description must be a string, int, float, bool, list, or dict\`; facts/versions/object-files.md §4 and §5, and recorded from the
SDK). So is an unquoted date, which YAML makes no text of. All files are checked before anything is created, so nothing at all
is loaded. A match nested in a rule need not name the rule: the loader fills in \`trigger\` (§6). Of objects that are no rule,
action or match only the values of attributes are judged here, and not in folders of tests, examples or documentation.`,
  appliesTo: 'objectItem',
  check(item, context) {
    const ofTrigger = isTriggerItem(item);
    // Most objects are data in which every field has a value.
    if (!ofTrigger && !item.node.entries.some(({ value }) => isRefused(value))) return;
    const kind = kindOfItem(item, context.project);
    // Behind a syntax error fields are hidden, or are none.
    if (item.chunk.tree.problems.length > 0) return;
    if (!kind || kind.isGeneric || isMisplacedMatch(item)) return;
    if (ofTrigger || isForServer(item, context.project)) checkValues(item, kind, context);
    if (!ofTrigger) return;
    // With a template the loader does not ask for mandatory fields (facts/versions/object-files.md §4).
    if (field(item, 'object_template') || field(item, 'object_profile')) return;
    const known = [...kind.attributes.keys(), ...kind.relationships.keys()];
    // A slip is the finding of the key that stands there.
    const missing = mandatory(item, kind, context.project).filter(
      (name) => !field(item, name) && !misspeltKey(item.node, name, known),
    );
    if (missing.length === 0) return;
    const label = itemLabel(item);
    const [who, needs] = label === kind.kind ? [`this ${label}`, 'needs'] : [label, `${kind.kind} needs`];
    context.report({
      at: objectPlace(item),
      message:
        `${refuses} ${who} has no ${missing.join(' and no ')}, and ${needs} ` +
        `${missing.length === 1 ? 'it' : 'them'}.`,
      fixes: () => added({ item, kind, missing, project: context.project }),
    });
  },
});

function checkValues(item: ObjectItem, kind: Kind, { project, report }: RuleContext): void {
  for (const { key, keyRange, node } of fields(item)) {
    // What else stands in place of a name or a block is the finding of another rule.
    const isEmptyLink = kind.relationships.has(key) && isTriggerItem(item) && isEmpty(node);
    if (!isEmptyLink && !(kind.attributes.has(key) && isRefused(node))) continue;
    const date = asScalar(node);
    if (node && date && !isNull(date)) {
      report({
        at: { part: item.chunk, range: node.range },
        message: `${refuses} ${key} of ${objectLabel(item, kind)} is a date to the loader, and it takes none. Put it in quotes.`,
        fixes: () => (node === date ? change('Put it in quotes', [replaceScalar(item.chunk, date, date.source)]) : []),
      });
      continue;
    }
    // A block beside its key is a finding of its own.
    if (strayBlockOf({ item, kind, project }, ownEntry(item, key))) continue;
    const optional = kind.attributes.get(key)?.optional ?? kind.relationships.get(key)?.optional ?? false;
    report({
      at: { part: item.chunk, range: keyRange },
      message: `${refuses} ${key} of ${objectLabel(item, kind)} has no value.${optional ? ' Leave the key out.' : ''}`,
      fixes: () => [
        ...indentStrayItems({ item, kind, project }, key),
        ...(optional ? change(`Remove ${key}`, [removeKey(item, key)]) : []),
      ],
    });
  }
}

/** Nothing, or a date. */
function isRefused(node: YamlNode | undefined): boolean {
  return isEmpty(node) || asScalar(node)?.value instanceof Date;
}

function isEmpty(node: YamlNode | undefined): boolean {
  // What an unknown anchor stands for is the parser's finding.
  return !(node?.type === 'alias' && !node.target) && isNull(resolved(node));
}

/** Fields without which the loader refuses the object, apart from what nesting fills in. */
function mandatory(item: ObjectItem, kind: Kind, project: Project): string[] {
  const attributes = [...kind.attributes.values()].filter(isMandatory).map(({ name }) => name);
  const { nestedIn } = item;
  const around = nestedIn?.item.kind;
  const outer = around === undefined ? undefined : project.kinds.get(around);
  const link = nestedIn && outer?.relationships.get(nestedIn.field.key);
  // What nesting fills in cannot be told while the kind or the field around it is misspelt or half typed.
  if (nestedIn && !link) return attributes;
  const relationships = [...kind.relationships.values()]
    .filter(({ optional, readOnly, identifier }) => !optional && !readOnly && identifier !== link?.identifier)
    .map(({ name }) => name);
  return [...attributes, ...relationships];
}

function isMandatory({ optional, hasDefault, readOnly }: Attribute): boolean {
  return !optional && !hasDefault && !readOnly;
}

interface Missing {
  readonly item: ObjectItem;
  readonly kind: Kind;
  readonly missing: readonly string[];
  readonly project: Project;
}

/** Adds the fields, with a value where there is only one or a list to choose from. */
function added({ item, kind, missing, project }: Missing): Fix[] {
  const entries = Object.fromEntries(missing.map((name) => [name, valueFor(name, kind, project)]));
  const title = `Add ${missing.join(', ')}`;
  return [{ title, safe: false, edits: [insertKeys({ chunk: item.chunk, map: item.node, entries })] }];
}

function valueFor(name: string, kind: Kind, project: Project): string {
  const attribute = kind.attributes.get(name);
  const closed = attribute?.choices?.map((choice) => choice.name) ?? attribute?.enum?.map(String);
  if (closed?.[0] !== undefined) return closed.includes('updated') ? 'updated' : closed[0];
  const { actions, groups, rules } = project.triggers;
  const first = (named: readonly { readonly name?: { readonly value: string } | undefined }[]): string =>
    named.find((each) => each.name)?.name?.value ?? '';
  switch (name) {
    case 'action':
      return first(actions);
    case 'group':
      return first(groups);
    case 'trigger':
      return first(rules);
    default:
      return '';
  }
}
