import { kindWord } from '../../edits/generators/generateScope';
import { styleOf } from '../../edits/generators/classSubject';
import type { PythonChange } from '../../edits/python/pythonChange';
import { lineStart, type PythonStyle } from '../../edits/python/pythonStyle';
import { callLines, depthOf, freeName } from '../../edits/python/pythonText';
import type { TextRange } from '../../base/textRange';
import type { NodeCreate } from '../../model/generators/facts';
import type { GeneratorClass } from '../../model/project/generatorClass';
import type { Project, ProjectFile } from '../../model/project/project';
import type { Expression, ExpressionOf, Statement } from '../../syntax/python/ast';
import { dottedName } from '../../syntax/python/names';
import { withInner } from '../../syntax/python/walk';
import type { Fix } from '../rule';
import { callAt } from './callAt';
import { pythonFix } from './fixes';
import { bindingsOf, onlyBinding, takenNames } from './functionSyntax';
import { givenValues } from './givenValues';
import { scopesOf } from './scopes';
import { stableName, withQuery } from './stableName';
import { statementAt } from './statementAt';

type Call = ExpressionOf<'call'>;

export interface ChangingValue {
  readonly subject: GeneratorClass;
  readonly path: string;
  readonly create: NodeCreate;
  readonly attribute: string;
}

/**
 * Gives what is made of `uuid4()` or of the builtin `hash()` a value that is the same on every run. No fix for what comes
 * from a clock or from `random`: only the author knows what the data has in its place.
 */
export function stableIdentityFixes(project: Project, changing: ChangingValue): Fix[] {
  const { path, create, attribute } = changing;
  const file = project.fileAt(path);
  const found = statementAt(project, path, create.range.start);
  const call = callAt(project, path, create.range);
  const given = call && givenValues(call).find(({ name }) => name === attribute)?.value;
  if (!file || !found || !given) return [];
  const binding = given.kind === 'name' ? onlyBinding(bindingsOf(found.syntax), given.name) : undefined;
  const value = binding?.by === 'value' && binding.value ? binding.value : given;
  const calls = withInner(value).filter((each): each is Call => each.kind === 'call');
  const random = calls.filter(
    ({ callee, args }) => args.length === 0 && /^(?:uuid\.)?uuid4$/.test(dottedName(callee) ?? ''),
  );
  const [uuid] = random;
  if (uuid) return random.length === 1 ? uuidFixes(project, file, uuid, changing) : [];
  const around = scopesOf(found.syntax)[0]?.around;
  const hashes = calls.filter(({ callee }) => callee.kind === 'name' && callee.name === 'hash');
  const changes = hashes.map((each) => hashChange(file.text, each, around?.get(each)));
  const known = changes.filter((each) => each !== undefined);
  if (known.length === 0 || known.length < changes.length) return [];
  const title = 'Hash it with hashlib, which gives the same in every process';
  return pythonFix(project, { title, path, changes: [{ change: 'import', module: 'hashlib', level: 0 }, ...known] });
}

function uuidFixes(project: Project, file: ProjectFile, uuid: Call, { subject, path, create }: ChangingValue): Fix[] {
  const { text } = file;
  const style = styleOf(project, file);
  const word = create.kind === undefined ? 'object' : kindWord(project, create.kind);
  const taken = [...text.matchAll(/NAMESPACE_OID,\s*(f["'][^\n]*)/g)].map(([, name = '']) => name);
  const name = stableName(project, { generators: subject.generators, path, call: uuid, word, taken, style });
  const imports = importsOf(file.facts.pythonTree?.().body ?? []);
  const isWhole = uuid.callee.kind === 'attribute';
  // An import under a name of its own brings other names.
  if (name === undefined || !imports.has(isWhole ? 'uuid' : 'uuid.uuid4')) return [];
  const prefix = isWhole ? 'uuid.' : '';
  const derived = { head: `${prefix}uuid5`, args: [`${prefix}NAMESPACE_OID`, name.text] };
  const place = isInText(project, path, uuid) ? heldBefore(project, path, { uuid, derived, word, style }) : undefined;
  const inPlace = { change: 'replace', range: uuid.span, text: `${derived.head}(${derived.args.join(', ')})` } as const;
  if (isInText(project, path, uuid) && !place) return [];
  const changes: PythonChange[] = [
    ...(place ?? [inPlace]),
    ...(isWhole ? [] : uuidImports(text, imports.get('uuid.uuid4'))),
  ];
  const title = `Derive it with uuid5 from ${name.text}: the same on every run`;
  return withQuery(pythonFix(project, { title, path, changes }), name);
}

/** Inside a text with quotes of its own, where older Pythons take no more of them. */
function isInText(project: Project, path: string, uuid: Call): boolean {
  const found = statementAt(project, path, uuid.span.start);
  const around = found && scopesOf(found.syntax)[0]?.around;
  for (let each = around?.get(uuid); each; each = around?.get(each as Expression))
    if (each.kind === 'template') return true;
  return false;
}

interface Held {
  readonly uuid: Call;
  readonly derived: { readonly head: string; readonly args: readonly string[] };
  readonly word: string;
  readonly style: PythonStyle;
}

/** In a variable of its own, bound before the statement; undefined where the statement begins amid a line. */
function heldBefore(project: Project, path: string, { uuid, derived, word, style }: Held): PythonChange[] | undefined {
  const found = statementAt(project, path, uuid.span.start);
  const statement = found?.steps.at(-1)?.statement;
  if (!found || (statement?.kind !== 'assign' && statement?.kind !== 'expression')) return undefined;
  const line = found.text.slice(lineStart(found.text, statement.span.start), statement.span.start);
  if (line.trim() !== '') return undefined;
  const name = freeName(`${word}_uuid`, takenNames(found.syntax));
  const depth = depthOf(line, style);
  const lines = callLines({ ...derived, head: `${name} = ${derived.head}`, depth, style });
  return [
    { change: 'before', offset: statement.span.start, lines },
    { change: 'replace', range: uuid.span, text: name },
  ];
}

/** The two names come in the place of `uuid4` where nothing else needs it. */
function uuidImports(text: string, range: TextRange | undefined): PythonChange[] {
  const isOnly = [...text.matchAll(/\buuid4\b/g)].length === 2;
  if (range && isOnly) return [{ change: 'replace', range, text: 'NAMESPACE_OID, uuid5' }];
  return ['NAMESPACE_OID', 'uuid5'].map((name) => ({ change: 'import', module: 'uuid', level: 0, name }));
}

/** What the top level of a file imports under its own name: `uuid`, `uuid.uuid4`. */
function importsOf(body: readonly Statement[]): Map<string, TextRange> {
  const found = new Map<string, TextRange>();
  for (const statement of body) {
    if (statement.kind !== 'import' || statement.level > 0) continue;
    const prefix = statement.module === undefined ? '' : `${statement.module}.`;
    for (const { name, alias, span } of statement.names) if (alias === undefined) found.set(prefix + name, span);
  }
  return found;
}

/** As a text where a text is made of it, else as a number of the size that `hash` gives. */
function hashChange(text: string, call: Call, around: Expression | Statement | undefined): PythonChange | undefined {
  const [hashed] = call.args;
  if (hashed?.form !== 'positional' || call.args.length > 1 || !isText(hashed.value)) return undefined;
  const source = text.slice(hashed.value.span.start, hashed.value.span.end);
  const isString = hashed.value.kind === 'template' || hashed.value.kind === 'literal';
  const digest = `hashlib.sha256(${isString ? source : `str(${source})`}.encode()).hexdigest()`;
  const isInserted = around?.kind === 'template' && text[call.span.end] === '}' && text[call.span.start - 1] === '{';
  if (isInserted) return { change: 'replace', range: call.span, text: `${digest}[:16]` };
  const isMadeText = around?.kind === 'call' && around.callee.kind === 'name' && around.callee.name === 'str';
  if (isMadeText) return { change: 'replace', range: around.span, text: `${digest}[:16]` };
  return { change: 'replace', range: call.span, text: `int(${digest}[:15], 16)` };
}

/** The text of the value is made of its parts in their order: no sets, and nothing that is called. */
function isText(value: Expression): boolean {
  return withInner(value).every(
    (each) =>
      ['name', 'attribute', 'subscript', 'literal', 'template', 'binary'].includes(each.kind) ||
      (each.kind === 'sequence' && each.form !== 'set') ||
      (each.kind === 'call' && /^(?:str|tuple|sorted)$/.test(dottedName(each.callee) ?? '')),
  );
}
