import { methodsOf } from '../model/project/generatorClass';
import type { Expression, FunctionStatement, StatementOf } from '../syntax/python/ast';
import { dottedName, statementsWithin } from '../syntax/python/names';
import { expressionsWithin, withInner } from '../syntax/python/walk';
import { pythonPlace } from './cascade/steps';
import { bindingsOf, namesIn } from './python/functionSyntax';
import { fetchAtOnce, liftFetch } from './python/liftFetch';
import { defineRule } from './rule';

type For = StatementOf<'for'>;

export const rule = defineRule({
  id: 'refetch-in-loop',
  catalogue: 'GEN30',
  title: 'A loop asks the server for one object at each turn',
  severity: 'hint',
  recommended: false,
  evidence: 'project',
  docs: `Each \`client.get\` is a request of its own, so a loop over two hundred racks waits for two hundred answers. An object
that is the same at every turn can be fetched before the loop; the objects of a list of ids come in one request with
\`client.filters(kind=…, ids=[…])\`, and what the query already read needs none (\`from_graphql\`, or \`convert_query_response\`).
Nothing wrong is written: a hint. The fixes do the first two, for a fetch that stands in the loop as \`rack = await
self.client.get(…)\` and not below a condition. An object that the loop changes, or hands to something that may, is fetched
anew for a reason, and stays where it is.`,
  appliesTo: 'generatorClass',
  check({ code }, { project, report }) {
    for (const { path, syntax } of methodsOf(project, code)) {
      const seen = new Set<number>();
      for (const loop of loopsOf(syntax)) {
        if (waits(loop)) continue;
        const turning = namesOfTurn(loop);
        const items = namesIn(loop.target);
        for (const call of expressionsWithin(loop.body)) {
          if (call.kind !== 'call' || !isGet(call) || seen.has(call.span.start)) continue;
          const asked = plain(call) ? askedFor(call, turning, items) : undefined;
          if (asked === undefined) continue;
          seen.add(call.span.start);
          const fixes = { same: liftFetch, each: fetchAtOnce }[asked];
          report({
            at: pythonPlace(project, path, call.span),
            message: messages[asked],
            fixes: () => fixes(project, path, call),
          });
        }
      }
    }
  },
});

/** Loops over something, inner ones first, so that a call is judged by the loop next to it. */
function loopsOf(syntax: FunctionStatement): For[] {
  return [...statementsWithin(syntax.body)].filter((statement) => statement.kind === 'for').toReversed();
}

/** Asks again until something has changed. */
function waits({ body }: For): boolean {
  const leaves = [...statementsWithin(body)].some((statement) => statement.kind === 'jump' && statement.to === 'break');
  return (
    leaves ||
    [...expressionsWithin(body)].some((call) => call.kind === 'call' && /(^|\.)sleep$/.test(dottedName(call) ?? ''))
  );
}

function isGet({ callee }: Expression & { kind: 'call' }): boolean {
  return callee.kind === 'attribute' && callee.name === 'get' && /(^|\.)client$/.test(dottedName(callee.object) ?? '');
}

/** Names that may be something else at the next turn. */
function namesOfTurn(loop: For): Set<string> {
  const names = namesIn(loop.target);
  const { span, body } = loop;
  const asFunction = { kind: 'function', name: '', nameSpan: span, async: false, params: [], decorators: [] } as const;
  for (const name of bindingsOf({ ...asFunction, body, span }).keys()) names.add(name);
  return names;
}

/** Made of names and literals, nothing that may do or be something else each time. */
function plain({ args }: Expression & { kind: 'call' }): boolean {
  return args.every(
    ({ form, value }) =>
      (form === 'keyword' || form === 'positional') &&
      [...withInner(value)].every(({ kind }) =>
        ['name', 'attribute', 'literal', 'subscript', 'template', 'sequence'].includes(kind),
      ),
  );
}

const messages = {
  same: 'This asks the server for the same object at every turn of the loop. Fetch it once before the loop.',
  each:
    'This is one request at every turn of the loop. ' +
    'Fetch all of them before it with client.filters(kind=…, ids=[…]), or use what the query has read.',
} as const;

/** The same object at every turn, or the one of each item; undefined where the text does not show it. */
function askedFor(
  { args }: Expression & { kind: 'call' },
  turning: ReadonlySet<string>,
  items: ReadonlySet<string>,
): keyof typeof messages | undefined {
  const names = new Set(args.flatMap(({ value }) => [...namesIn(value)]));
  if (![...names].some((name) => turning.has(name))) {
    // A field of self may be set in the loop.
    if (names.has('self')) return undefined;
    return 'same';
  }
  const id = args.find(({ name }) => name === 'id')?.value;
  const ofItem = id !== undefined && [...namesIn(id)].every((name) => items.has(name)) && endsInId(id);
  return ofItem ? 'each' : undefined;
}

function endsInId(expression: Expression): boolean {
  if (expression.kind === 'attribute') return expression.name === 'id';
  const [index] = expression.kind === 'subscript' ? expression.indexes : [];
  return index?.kind === 'literal' && index.value === 'id';
}
