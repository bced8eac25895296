import { methodsOf } from '../model/project/generatorClass';
import type { Expression, Statement, StatementOf } from '../syntax/python/ast';
import { dottedName, statementsWithin } from '../syntax/python/names';
import { expressionsWithin } from '../syntax/python/walk';
import { pythonPlace } from './cascade/steps';
import { bindingsOf, namesIn } from './python/functionSyntax';
import { defineRule } from './rule';

/** Fewer rows than this are no catalogue. */
const fewestRows = 3;

export const rule = defineRule({
  id: 'data-in-code',
  catalogue: 'GEN31',
  title: 'Objects are listed in the code of a generator',
  severity: 'hint',
  recommended: false,
  evidence: 'project',
  docs: `A list of rows in the module, each of which becomes an object of every target, is data that nobody can change in
Infrahub: it takes a commit, and a change of it reaches only the targets that run again. Rows that belong to all targets fit
an object file (\`objects:\` in \`.infrahub.yml\`); a fixed structure below each target fits an object template; what differs
by target fits attributes of the target. A hint: a short fixed list may well stay.

By hand: make the rows objects, and read them in the query. There is no quick fix, since that takes a kind for the rows in a
schema, objects in a file and fields in the query, and their order and names are yours to choose:

\`\`\`python
for role, name in UPLINKS:  # before: UPLINKS = [("leaf", "Ethernet49"), …]
    await self.add_uplink(device, name)

for uplink in data["NetworkUplink"]["edges"]:  # its objects stand in objects/uplinks.yml
    await self.add_uplink(device, uplink["node"]["name"]["value"])
\`\`\``,
  appliesTo: 'generatorClass',
  check({ code }, { project, report }) {
    for (const { path, syntax } of methodsOf(project, code)) {
      const tables = tablesOf(project.fileAt(path)?.facts.pythonTree?.().body ?? []);
      if (tables.size === 0) continue;
      const own = bindingsOf(syntax);
      for (const loop of statementsWithin(syntax.body)) {
        if (loop.kind !== 'for') continue;
        const name = tableName(loop.iterable);
        const rows = name === undefined || own.has(name) ? undefined : tables.get(name);
        if (rows === undefined || !createsFromRow(loop)) continue;
        report({
          at: pythonPlace(project, path, loop.iterable.span),
          message:
            `The ${rows} rows of ${name} become objects of every target, and only a commit can change them. ` +
            'Consider an object file, an object template, or attributes of the target.',
        });
      }
    }
  },
});

/** Lists and dictionaries of rows that the module declares, with their number of rows. */
function tablesOf(body: readonly Statement[]): Map<string, number> {
  const tables = new Map<string, number>();
  for (const statement of body) {
    if (statement.kind !== 'assign' || !statement.value) continue;
    const rows = rowsOf(statement.value);
    if (rows.length < fewestRows || !rows.every((row) => row.kind === 'dict' || row.kind === 'sequence')) continue;
    for (const target of statement.targets) if (target.kind === 'name') tables.set(target.name, rows.length);
  }
  return tables;
}

function rowsOf(value: Expression): readonly Expression[] {
  if (value.kind === 'sequence') return value.items;
  return value.kind === 'dict' ? value.entries.map((entry) => entry.value) : [];
}

/** `TABLE`, `TABLE.items()`, `TABLE.values()`, `enumerate(TABLE)` */
function tableName(iterable: Expression): string | undefined {
  if (iterable.kind === 'name') return iterable.name;
  if (iterable.kind !== 'call') return undefined;
  const { callee, args } = iterable;
  if (callee.kind === 'name')
    return callee.name === 'enumerate' && args[0]?.value.kind === 'name' ? args[0].value.name : undefined;
  const isView = callee.kind === 'attribute' && /^(items|values)$/.test(callee.name);
  return isView && callee.object.kind === 'name' ? callee.object.name : undefined;
}

function createsFromRow(loop: StatementOf<'for'>): boolean {
  const names = namesIn(loop.target);
  return [...expressionsWithin(loop.body)].some(
    (call) =>
      call.kind === 'call' &&
      /(^|\.)client\.create$/.test(dottedName(call.callee) ?? '') &&
      call.args.some(({ value }) => [...namesIn(value)].some((name) => names.has(name))),
  );
}
