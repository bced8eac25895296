import type { Kind } from '../model/kinds/kind';
import { fields, type ObjectItem } from '../model/objects/objectFile';
import { asMatch, isTriggerItem } from '../model/triggers/triggers';
import { nearestNames } from '../base/nearest';
import { asList, asMap, asScalar, textOf, valueOf } from '../syntax/yaml/access';
import type { YamlNode, YamlScalar } from '../syntax/yaml/nodes';
import { replaceScalar, replaceValue } from '../edits/yamlEdits';
import { flowText, type YamlData } from '../edits/yamlText';
import { dataOf } from './config/values';
import { onOneLine } from './filePlaces';
import { kindOfItem } from './kindOfItem';
import { objectLabel } from './objectLabel';
import { defineRule, type Fix } from './rule';
import { isForServer } from './sidePaths';
import { change, ownEntry } from './triggers/fixes';
import { isMisplacedMatch } from './triggers/parts';
import { runsWithout } from './triggers/refusedMatch';

type ValueType = 'text' | 'boolean' | 'number' | 'list';

/** What attributes take, by their kind. JSON may come as a text; for addresses the loader makes a text of a number too. */
const typeOfKind: ReadonlyMap<string, ValueType> = new Map([
  ...taking('text', 'Text TextArea Dropdown DateTime Email Password HashedPassword URL File MacAddress Color'),
  ...taking('boolean', 'Boolean Checkbox'),
  ...taking('number', 'Number Bandwidth'),
  ...taking('list', 'List'),
]);

function taking(type: ValueType, kinds: string): [string, ValueType][] {
  return kinds.split(' ').map((kind) => [kind, type]);
}

const takes = { text: 'a text', boolean: 'true or false', number: 'a whole number', list: 'a list' } as const;

/** Fields of which a rule of their own tells what they may be. */
const choices = ['mutation_action', 'branch_scope', 'value_match', 'member_action', 'member_update'];

export const rule = defineRule({
  id: 'wrong-value-type',
  catalogue: 'TRG13',
  title: 'A field has a value of another type than its attribute',
  severity: 'error',
  recommended: true,
  evidence: 'project',
  reads: 'kinds',
  docs: `The loader passes values on as YAML reads them: \`5\` is a number, \`yes\` and \`on\` are booleans, and neither is a text;
\`"5"\` is no number. The server takes them for an attribute of their own type only
(\`String cannot represent a non string value: 5\`, \`Boolean cannot represent a non boolean value: "flase"\`,
\`Expected value of type 'BigInt', found "5"\`; tried with a real server, test/infrahub/facts/loading.test.ts). What the load made
before stays: **a rule whose match is refused stays, active and without that match and those after it**.

\`{value: …}\` is the long form of a value. Attributes for addresses and JSON are not judged. Of objects that are no rule, action
or match nothing is told in folders of tests, examples or documentation.`,
  appliesTo: 'objectItem',
  check(item, context) {
    const { project, report } = context;
    const kind = kindOfItem(item, project);
    // Behind a syntax error fields are hidden, or are none.
    if (!kind || kind.isGeneric || item.chunk.tree.problems.length > 0 || isMisplacedMatch(item)) return;
    for (const { key, keyRange, node } of fields(item)) {
      const wanted = typeOfKind.get(kind.attributes.get(key)?.kind ?? '');
      if (!wanted || (isTriggerItem(item) && choices.includes(key) && asScalar(node))) continue;
      const value = { key, wanted, node: valueOf(node, 'value') ?? node };
      const given = wrongType(item, value);
      if (!given || !value.node) continue;
      // Asked last: few objects come so far.
      if (!isTriggerItem(item) && !isForServer(item, project)) return;
      const isOwn = ownEntry(item, key)?.value === node;
      report({
        at: { part: item.chunk, range: isOwn ? onOneLine(item.chunk.text, value.node.range) : keyRange },
        message: `${key} takes ${takes[wanted]}, not ${given}. ${consequence(item, kind)}`,
        fixes: () => mended(item, value),
      });
    }
  },
});

interface Value {
  readonly key: string;
  readonly wanted: ValueType;
  /** What stands behind the key, or behind `value` in its long form. */
  readonly node: YamlNode | undefined;
}

/** What a value is, in words, where it is not what is wanted. */
function wrongType(item: ObjectItem, { wanted, node }: Value): string | undefined {
  if (asList(node)) return wanted === 'list' ? undefined : 'a list';
  // Numbers of data may come from a pool.
  if (asMap(node)) return isTriggerItem(item) ? 'a mapping' : undefined;
  const scalar = asScalar(node);
  if (!scalar) return undefined;
  const { value, source } = scalar;
  switch (typeof value) {
    case 'boolean':
      return wanted === 'boolean' ? undefined : `${source} without quotes, which is a boolean`;
    case 'number':
    case 'bigint':
      if (wanted === 'number') return typeof value === 'bigint' || Number.isInteger(value) ? undefined : source;
      return wanted === 'text' ? `${source} without quotes, which is a number` : `the number ${source}`;
    case 'string':
      // A list may be written as JSON, and brackets may be a range that is expanded.
      return wanted === 'text' || value.includes('[') ? undefined : `the text '${value}'`;
    default:
      return undefined;
  }
}

/** What becomes of the object, as a sentence. */
function consequence(item: ObjectItem, kind: Kind): string {
  const match = asMatch(item);
  if (!match) return `The server refuses ${objectLabel(item, kind)}.`;
  const left = runsWithout(match);
  const rest = left === undefined ? '' : `, which then ${left}`;
  return `The server refuses this match but keeps the rule without it${rest}.`;
}

function mended(item: ObjectItem, { key, wanted, node }: Value): Fix[] {
  const { chunk } = item;
  const entry = ownEntry(item, key);
  if (!entry || !node || node.type === 'alias' || entry.value?.type === 'alias') return [];
  const scalar = asScalar(node);
  if (scalar && wanted === 'text') {
    const text = inMatch(item, key, scalar);
    const title = text === scalar.source ? 'Put it in quotes' : `Change to '${text}'`;
    return change(title, [replaceScalar(chunk, scalar, text)]);
  }
  // The long form is left to its author.
  if (entry.value !== node) return [];
  return meant(node, wanted).flatMap((value) =>
    change(`Write ${flowText(value)}`, [replaceValue(chunk, item.node, entry, value)]),
  );
}

/** What may be meant by a value of another type. */
function meant(node: YamlNode, wanted: ValueType): readonly YamlData[] {
  if (node.type === 'list') {
    const [only, ...others] = node.items;
    const value = others.length === 0 && only?.type === 'scalar' ? dataOf(only) : undefined;
    return value === undefined ? [] : [value];
  }
  const text = textOf(node);
  if (text === undefined) return [];
  switch (wanted) {
    case 'boolean':
      return booleansMeant(text.toLowerCase());
    case 'number':
      return /^[-+]?[1-9]\d{0,14}$|^0$/.test(text) ? [Number(text)] : [];
    case 'list':
      return [[dataOf(node) ?? text]];
    default:
      return [];
  }
}

/** A match compares a boolean with the text that Python makes of it (facts 2). */
function inMatch(item: ObjectItem, key: string, { value, source }: YamlScalar): string {
  const isCompared = item.kind === 'CoreNodeTriggerAttributeMatch' && ['value', 'value_previous'].includes(key);
  return isCompared && typeof value === 'boolean' ? (value ? 'True' : 'False') : source;
}

function booleansMeant(text: string): readonly boolean[] {
  if (['true', 'yes', 'on', 'y', 't', '1'].includes(text)) return [true];
  if (['false', 'no', 'off', 'n', 'f', '0'].includes(text)) return [false];
  const near = nearestNames(text, ['true', 'false']);
  return (near.length > 0 ? near : ['true', 'false']).map((name) => name === 'true');
}
