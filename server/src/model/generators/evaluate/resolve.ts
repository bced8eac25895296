import { memberOf } from '../lower/members';
import { bounded, either, elementOf, unknownValue, type Value } from '../values';
import { type ClassView, type ModuleLookup, type PythonSource, resolveSymbol } from './world';

/** One running function: what its symbolic values stand for. */
export interface Frame {
  readonly source: PythonSource;
  readonly method: string;
  readonly view: ClassView | undefined;
  /** Place in the view's line of the class the method belongs to. */
  readonly at: number;
  readonly params: ReadonlyMap<string, Value>;
  readonly results: Map<number, Value>;
  readonly fields: Map<string, Value>;
  /** What was replaced since a result or field changed last: several steps speak of one node. */
  readonly replaced: Map<Value, Value>;
}

/** The value with everything replaced that the frame knows. */
export function resolveValue(value: Value, frame: Frame, lookup: ModuleLookup): Value {
  const resolve = (part: Value): Value => resolveValue(part, frame, lookup);
  switch (value.is) {
    case 'param':
      return frame.params.get(value.name) ?? value;
    case 'field':
      return frame.fields.get(value.name) ?? classConstant(frame, value.name) ?? value;
    case 'result':
      return frame.results.get(value.call) ?? unknownValue;
    case 'symbol':
      return resolveSymbol(value, frame.source.file, lookup);
    case 'local': {
      const constant = frame.source.facts.constants[value.name];
      if (constant !== undefined) return { is: 'constant', value: constant };
      return { is: 'definition', file: frame.source.file, name: value.name };
    }
    case 'opaque':
      return value.parts.length > 0 ? bounded({ ...value, parts: value.parts.map(resolve) }) : value;
    case 'node':
      return kept(value, frame, () => ({
        ...value,
        kind: resolve(value.kind),
        ...(value.name && { name: resolve(value.name) }),
      }));
    case 'list':
      return { is: 'list', of: resolve(value.of), ...(value.when && { when: value.when.map(resolve) }) };
    case 'tuple':
      return { is: 'tuple', items: value.items.map(resolve) };
    case 'dict':
      return { is: 'dict', entries: value.entries.map((entry) => ({ ...entry, value: resolve(entry.value) })) };
    case 'element':
      return elementOf(resolve(value.of));
    case 'member': {
      const member = memberOf(resolve(value.of), value.name);
      return member.is === 'field' || member.is === 'symbol' ? resolve(member) : member;
    }
    case 'instance':
      return { ...value, of: resolve(value.of) };
    case 'compare':
      return { ...value, left: resolve(value.left), right: resolve(value.right) };
    case 'not':
      return { is: 'not', of: resolve(value.of) };
    case 'count':
      return value.of ? { is: 'count', of: resolve(value.of) } : value;
    case 'either':
      return kept(value, frame, () => either(value.of.map(resolve)));
    case 'nothing':
    case 'constant':
    case 'changing':
    case 'client':
    case 'self':
    case 'super':
    case 'definition':
      return value;
  }
}

function kept(value: Value, { replaced }: Frame, compute: () => Value): Value {
  const known = replaced.get(value) ?? compute();
  replaced.set(value, known);
  return known;
}

function classConstant(frame: Frame, name: string): Value | undefined {
  for (const { cls } of frame.view?.line ?? []) {
    const constant = cls.constants[name];
    if (constant !== undefined) return { is: 'constant', value: constant };
  }
  return undefined;
}
