import type { ChecksumCall, Site } from '../../model/generators/facts';
import type { Project } from '../../model/project/project';
import type { Statement } from '../../syntax/python/ast';
import { dottedName } from '../../syntax/python/names';
import type { SignalWrite } from '../cascade/signalWrites';
import { boundIn, changedIn, isReading, mayReturn, mentionedIn, type Move } from './moveStatements';
import { statementAt } from './statementAt';

/** The statement of `generate` that sends a signal. */
interface Sending {
  readonly path: string;
  readonly block: readonly Statement[];
  readonly at: number;
  /** Everything that the sending mentions, in a method of its own too. */
  readonly mentioned: ReadonlySet<string>;
}

/** The move that makes a signal the last step; undefined where that could change something else. */
export function movedSignal(project: Project, signal: SignalWrite, later: readonly Site[]): Move | undefined {
  const sending = sendingOf(project, signal);
  if (!sending) return undefined;
  const { path, block, at, mentioned } = sending;
  const moved = withWhatItReads(sending, signal);
  const last = block.at(-1);
  const to = last?.kind === 'return' ? block.length - 1 : block.length;
  const passed = block.slice(at + 1, to);
  if (!moved || passed.length === 0 || passed.some(mayReturn)) return undefined;
  const own = moved.flatMap((each) => block[each] ?? []);
  const names = new Set(own.flatMap((each) => [...mentionedIn(each)]));
  const bound = new Set(own.flatMap((each) => [...boundIn(each)]));
  const isChanged = (each: Statement): boolean =>
    [...boundIn(each), ...changedIn(each)].some((name) => names.has(name) && !bound.has(name)) ||
    [...bound].some((name) => mentionedIn(each).has(name) && !isLoopOver(each, name));
  const isMade = later.every((work) => isWithin(work, path, passed) && !mentioned.has(`self.${work.method}`));
  if (!isMade || passed.some(isChanged)) return undefined;
  const headed = headedBy(project.fileAt(path)?.text ?? '', sending, moved[0] ?? at);
  return { path, block, moved, to, ...(headed !== undefined && { headed }) };
}

/** The first of the fetches right above whose objects the signal needs: a comment above them is its heading. */
function headedBy(text: string, { block, mentioned }: Sending, first: number): number | undefined {
  let at = first;
  for (let next = block[at]; at > 0 && next; next = block[at]) {
    const before = block[at - 1];
    const isFetch = before?.kind === 'assign' && before.value?.kind === 'await';
    const isNeeded = isFetch && [...boundIn(before)].some((name) => mentioned.has(name));
    if (!before || !isNeeded || !/^[ \t]*\r?\n[ \t]*$/.test(text.slice(before.span.end, next.span.start))) break;
    at--;
  }
  return at < first ? at : undefined;
}

/** The move that computes a checksum right before it is used first; undefined where that is not behind all work. */
export function movedChecksum(
  project: Project,
  { checksum, file, missing }: { checksum: ChecksumCall; file: string; missing: readonly Site[] },
): Move | undefined {
  const found = statementAt(project, file, checksum.range.start);
  const [top] = found?.steps ?? [];
  if (!found || !top || found.syntax.name !== 'generate' || !isPlainAssign(top.statement)) return undefined;
  const { block, at, statement } = top;
  const bound = boundIn(statement);
  const to = block.findIndex((each, index) => index > at && [...bound].some((name) => mentionedIn(each).has(name)));
  const passed = block.slice(at + 1, to);
  const names = mentionedIn(statement);
  const isChanged = (each: Statement): boolean => [...boundIn(each)].some((name) => names.has(name));
  const isOnce = block.filter((each) => [...boundIn(each)].some((name) => bound.has(name))).length === 1;
  if (to < 0 || !isOnce || passed.some(isChanged)) return undefined;
  const isBehind = missing.every((work) => isWithin(work, file, passed) && !isWithin(work, file, block.slice(to)));
  return isBehind ? { path: file, block, moved: [at], to } : undefined;
}

/** The statement of `generate` itself, or the one call of the method that does it. */
function sendingOf(project: Project, { code, write, path }: SignalWrite): Sending | undefined {
  const found = statementAt(project, path, write.range.start);
  const [top] = found?.steps ?? [];
  if (!found || !top || found.syntax.name !== write.method) return undefined;
  if (write.method === 'generate') return { path, block: top.block, at: top.at, mentioned: mentionedIn(top.statement) };
  const generate = code.methods.find(({ method }) => method.name === 'generate');
  const around = generate && statementAt(project, generate.file || path, generate.method.nameRange.start);
  const name = `self.${write.method}`;
  const block = around?.syntax.body ?? [];
  const at = block.findIndex((each) => mentionedIn(each).has(name));
  const isOnly = block.filter((each) => mentionedIn(each).has(name)).length === 1;
  const call = block[at];
  if (!around || !isOnly || call?.kind !== 'expression' || call.value.kind !== 'await') return undefined;
  if (call.value.value.kind !== 'call' || dottedName(call.value.value.callee) !== name) return undefined;
  const mentioned = new Set([call, ...found.syntax.body].flatMap((each) => [...mentionedIn(each)]));
  return { path: around.path, block, at, mentioned };
}

/**
 * The signal with the statements before it that only it needs: the checksum, wherever that is computed, and what stands
 * right before. Undefined where others read the checksum too.
 */
function withWhatItReads({ path, block, at }: Sending, { code }: SignalWrite): number[] | undefined {
  const moved = [at];
  const needed = mentionedIn(block[at] as Statement);
  for (let index = at - 1; index >= 0; index--) {
    const statement = block[index];
    const bound = statement && boundIn(statement);
    if (!statement || !bound || ![...bound].some((name) => needed.has(name))) continue;
    const isChecksum = code.checksums.some((each) => isInside(each, path, statement));
    const isNext = moved[0] === index + 1 && isReading(statement) && statement.kind === 'assign';
    if (!isChecksum && !isNext) continue;
    const others = block.filter((_, other) => other !== index && !moved.includes(other));
    const isShared = others.some((each) => [...bound].some((name) => mentionedIn(each).has(name)));
    if (isChecksum && (isShared || !isPlainAssign(statement))) return undefined;
    if (isShared) continue;
    moved.unshift(index);
    for (const name of mentionedIn(statement)) needed.add(name);
  }
  return moved;
}

function isPlainAssign(statement: Statement): boolean {
  return (
    statement.kind === 'assign' && !statement.operator && statement.targets.every((target) => target.kind === 'name')
  );
}

/** The statement binds the name itself before it reads it. */
function isLoopOver(statement: Statement, name: string): boolean {
  return statement.kind === 'for' && statement.target.kind === 'name' && statement.target.name === name;
}

/** Something happens in these statements of `generate`, or in a method that they call. */
function isWithin(site: Site, path: string, statements: readonly Statement[]): boolean {
  if (site.method === 'generate') return statements.some((each) => isInside(site, path, each));
  return statements.some((each) => mentionedIn(each).has(`self.${site.method}`));
}

function isInside({ file, range }: Site, path: string, { span }: Statement): boolean {
  return (file === '' || file === path) && span.start <= range.start && range.end <= span.end;
}
