import type { Expression, Statement } from '../../syntax/python/ast';
import type { RaiseSite } from '../generators/facts';
import { moduleCandidates } from '../generators/moduleCandidates';
import type { FileRange } from '../../base/place';
import { methodsOf } from './generatorClass';
import type { Generator } from './generatorIndex';
import type { Project } from './project';

/** Values of an attribute of its target for which `generate` raises, whatever else is so. */
export interface Refusal {
  readonly attribute: string;
  readonly values: readonly string[];
  /** The `raise` statement. */
  readonly at: FileRange;
}

/**
 * The refusals that the text proves: a plain `if` of `generate` itself that compares an attribute of the target with
 * texts that stand there or in a constant, and raises before anything is saved.
 */
export function refusalsOf(project: Project, { code, codeIsWhole, query }: Generator): Refusal[] {
  const generate = code && methodsOf(project, code).find(({ method }) => method.name === 'generate');
  // With several roots it is open which of them the target is.
  if (!code || !codeIsWhole || !generate || query?.operation.rootFields.length !== 1) return [];
  return generate.syntax.body.flatMap((statement): Refusal[] => {
    const found = guardOf(statement);
    const raise =
      found && code.raises.find((each) => isAt(each, found.raise) && (each.file || code.file) === generate.path);
    const { attribute, attributePath, trackedBefore } = raise ?? {};
    if (!found || attribute === undefined || trackedBefore !== 'none') return [];
    // An attribute of another object proves nothing about the target.
    if (attributePath?.join(' ') !== `edges 0 node ${attribute} value`) return [];
    const values = textsOf(found.values, generate.path, project);
    return values ? [{ attribute, values, at: { uri: project.uriOf(generate.path), range: found.raise.span } }] : [];
  });
}

function isAt({ range, method }: RaiseSite, { span }: Statement): boolean {
  return method === 'generate' && range.start === span.start;
}

/** `if X in VALUES: raise …` and `if X == VALUE: raise …`. */
function guardOf(statement: Statement): { readonly values: Expression; readonly raise: Statement } | undefined {
  if (statement.kind !== 'if') return undefined;
  const [branch] = statement.branches;
  const raise = branch?.body.find(({ kind }) => kind === 'raise');
  if (!branch || !raise || branch.test.kind !== 'binary' || !/^(?:in|==)$/.test(branch.test.operator)) return undefined;
  const { operator, right } = branch.test;
  const isList = operator === 'in';
  return { values: isList ? right : { kind: 'sequence', form: 'tuple', items: [right], span: right.span }, raise };
}

/** The texts of a literal, or of a constant of this file or of one that it imports from; undefined for anything else. */
function textsOf(value: Expression, path: string, project: Project, hops = 3): readonly string[] | undefined {
  if (hops === 0) return undefined;
  switch (value.kind) {
    case 'sequence': {
      const items = value.items.map((item) => textOf(item, path, project, hops));
      return items.every((item) => item !== undefined) && items.length > 0 ? items : undefined;
    }
    case 'call': {
      const [argument, ...more] = value.args;
      const isCopy = value.callee.kind === 'name' && /^(?:frozenset|set|tuple|list)$/.test(value.callee.name);
      if (!isCopy || !argument || argument.form !== 'positional' || more.length > 0) return undefined;
      return textsOf(argument.value, path, project, hops);
    }
    case 'name':
      return constantOf(value.name, path, project, (found, at) => textsOf(found, at, project, hops - 1));
    default:
      return undefined;
  }
}

function textOf(value: Expression, path: string, project: Project, hops: number): string | undefined {
  if (value.kind === 'literal') return typeof value.value === 'string' ? value.value : undefined;
  if (value.kind !== 'name' || hops === 0) return undefined;
  return constantOf(value.name, path, project, (found, at) => textOf(found, at, project, hops - 1));
}

/** What `read` makes of the value that the module gives a name; undefined when it has several or none. */
function constantOf<T>(
  name: string,
  path: string,
  project: Project,
  read: (value: Expression, path: string) => T | undefined,
): T | undefined {
  const facts = project.fileAt(path)?.facts;
  const body = facts?.pythonTree?.()?.body ?? [];
  const given = body.flatMap((statement) => {
    if (statement.kind !== 'assign') return [];
    const names = statement.targets.some((target) => target.kind === 'name' && target.name === name);
    return names ? [statement] : [];
  });
  const [only] = given;
  if (only) return given.length === 1 && only.value && !only.operator ? read(only.value, path) : undefined;
  const imported = facts?.python?.().imports.find((each) => each.binds === name && each.name !== undefined);
  if (!imported?.name) return undefined;
  const file = moduleCandidates(path, imported.module, imported.level).find((each) => project.fileAt(each));
  return file === undefined || file === path ? undefined : constantOf(imported.name, file, project, read);
}
