import { identityOf } from '../model/cascade/writes';
import { methodsOf } from '../model/project/generatorClass';
import type { Project } from '../model/project/project';
import type { Expression, FunctionStatement, StatementOf } from '../syntax/python/ast';
import { dottedName, statementsWithin } from '../syntax/python/names';
import { expressionsWithin } from '../syntax/python/walk';
import { pythonPlace } from './cascade/steps';
import { bindingsOf, namesIn, onlyBinding, type Binding } from './python/functionSyntax';
import { answerReader } from './python/queryAnswer';
import { defineRule, type Fix } from './rule';

export const rule = defineRule({
  id: 'unsorted-index',
  catalogue: 'GEN12',
  title: 'Names are numbered in the order in which the server happens to answer',
  severity: 'hint',
  recommended: false,
  evidence: 'project',
  docs: `\`enumerate\` over what a query or \`client.filters\` answers numbers the objects in the order of the answer. When an
object is added or the order changes, other objects get the number and so the name: the generator then renames or replaces
what it made. \`enumerate(sorted(…, key=lambda item: item.name.value))\` keeps the order; a name made of the item's own name
also survives additions. A hint, and silent where the schema file of the kind gives an \`order_by\`. That orders
no set: Python gives one of texts another order in every process, so numbering it is an information. Edges of the query are
left to the author, since the query may not read what they could be sorted by.`,
  appliesTo: 'generatorClass',
  check({ code, generators }, { project, report }) {
    const operations = new Set(generators.map(({ query }) => query?.operation));
    const rootFields = operations.size === 1 ? ([...operations][0]?.rootFields ?? []) : [];
    for (const { path, syntax, method } of methodsOf(project, code)) {
      const bindings = bindingsOf(syntax);
      const generate = method.name === 'generate' ? rootFields : [];
      const reader = answerReader({ syntax, bindings, kinds: project.kinds, rootFields: generate });
      for (const loop of statementsWithin(syntax.body)) {
        if (loop.kind !== 'for') continue;
        const numbered = numberedBy(loop);
        if (!numbered || isSortedInPlace(numbered.items, syntax)) continue;
        if (
          isSetOfTexts(numbered.items, bindings, project.fileAt(path)?.text ?? '') &&
          namesByIndex(loop, numbered.index, project)
        ) {
          report({
            at: pythonPlace(project, path, loop.iterable.span),
            message:
              'The order of a set of texts differs from run to run, and these numbers end up in names: every run may ' +
              'make other objects. Sort first.',
            severity: 'information',
            fixes: () => sorted(project, path, numbered.items, ''),
          });
          continue;
        }
        const answer = reader.answerOf(numbered.items);
        const kind = answer?.part === 'edges' ? answer.kind : fetchedKind(numbered.items, bindings);
        if (kind === undefined || !project.kinds.get(kind) || hasOrder(project, kind)) continue;
        if (!namesByIndex(loop, numbered.index, project)) continue;
        report({
          at: pythonPlace(project, path, loop.iterable.span),
          message:
            `These numbers follow the order in which the server answers, and they end up in names: another ${kind} may ` +
            'shift them all. Sort first, or use the name of the item instead of its number.',
          fixes: () =>
            answer?.part === 'edges' || !project.kinds.attribute(kind, 'name')
              ? []
              : sorted(project, path, numbered.items, ', key=lambda each: each.name.value'),
        });
      }
    }
  },
});

/** `for index, item in enumerate(items)` */
function numberedBy({ target, iterable }: StatementOf<'for'>): { index: string; items: Expression } | undefined {
  if (iterable.kind !== 'call' || iterable.callee.kind !== 'name' || iterable.callee.name !== 'enumerate')
    return undefined;
  const items = iterable.args[0]?.value;
  const index = target.kind === 'sequence' ? target.items[0] : undefined;
  return items && index?.kind === 'name' ? { index: index.name, items } : undefined;
}

function sorted(project: Project, path: string, { span }: Expression, key: string): Fix[] {
  const insert = (start: number, newText: string) => ({
    at: pythonPlace(project, path, { start, end: start }),
    newText,
  });
  return [{ title: 'Sort first', safe: false, edits: [insert(span.start, 'sorted('), insert(span.end, `${key})`)] }];
}

/** A set, directly or by one name; numbers keep their order. */
function isSetOfTexts(items: Expression, bindings: ReadonlyMap<string, readonly Binding[]>, text: string): boolean {
  const binding = items.kind === 'name' ? onlyBinding(bindings, items.name) : undefined;
  const value = items.kind === 'name' ? (binding?.by === 'value' ? binding.value : undefined) : items;
  if (value?.kind === 'call') return value.callee.kind === 'name' && /^(?:frozen)?set$/.test(value.callee.name);
  if (value?.kind === 'comprehension') return value.elements.length === 1 && text[value.span.start] === '{';
  if (value?.kind !== 'sequence' || value.form !== 'set') return false;
  return !value.items.every((each) => each.kind === 'literal' && typeof each.value === 'number');
}

/** The kind of the objects that `client.filters` or `client.all` gives, directly or by one name. */
function fetchedKind(items: Expression, bindings: ReadonlyMap<string, readonly Binding[]>): string | undefined {
  const binding = items.kind === 'name' ? onlyBinding(bindings, items.name) : undefined;
  const value = items.kind === 'name' ? (binding?.by === 'value' ? binding.value : undefined) : items;
  const call = value?.kind === 'await' ? value.value : value;
  if (call?.kind !== 'call' || !/(^|\.)client\.(filters|all)$/.test(dottedName(call.callee) ?? '')) return undefined;
  if (call.args.some(({ name, form }) => name === 'order' || form === 'doubleStar')) return undefined;
  const kind = (call.args.find(({ name }) => name === 'kind') ?? call.args[0])?.value;
  if (kind?.kind === 'name') return kind.name;
  return kind?.kind === 'literal' && typeof kind.value === 'string' ? kind.value : undefined;
}

function isSortedInPlace(items: Expression, syntax: FunctionStatement): boolean {
  if (items.kind !== 'name') return false;
  return [...expressionsWithin(syntax.body)].some(
    (call) => call.kind === 'call' && dottedName(call.callee) === `${items.name}.sort`,
  );
}

/** The kind says how it is sorted; looked for in the whole file, since silence is the safe side. */
function hasOrder(project: Project, kind: string): boolean {
  const place = project.kinds.get(kind)?.declaredAt;
  return !place || /\border_by\b/.test(project.file(place.part.uri)?.text ?? '');
}

/** The index, or a text made of it, is a part of what tells a created object apart. */
function namesByIndex(loop: StatementOf<'for'>, index: string, project: Project): boolean {
  const made = new Set([index]);
  const uses = (value: Expression): boolean => [...namesIn(value)].some((name) => made.has(name));
  for (const statement of statementsWithin(loop.body)) {
    if (statement.kind !== 'assign' || !statement.value || !uses(statement.value)) continue;
    for (const target of statement.targets) if (target.kind === 'name') made.add(target.name);
  }
  return [...expressionsWithin(loop.body)].some((call) => {
    if (call.kind !== 'call' || !/(^|\.)client\.create$/.test(dottedName(call.callee) ?? '')) return false;
    const kind = call.args.find(({ name }) => name === 'kind')?.value;
    const known =
      kind?.kind === 'literal' && typeof kind.value === 'string' ? project.kinds.get(kind.value) : undefined;
    const identity = known?.humanFriendlyId ? identityOf(known) : new Set(['name']);
    return call.args.some(({ name, value }) => name !== undefined && identity.has(name) && uses(value));
  });
}
