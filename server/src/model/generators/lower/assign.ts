import type { TextRange } from '../../../base/textRange';
import type { Expression } from '../../../syntax/python/ast';
import { elementOf, someValue, keyOf, type Value } from '../values';
import { bind, lowerExpression, type Scope } from './scope';

export interface Assignment {
  readonly target: Expression;
  readonly value: Value;
  /** The whole statement. */
  readonly range: TextRange;
  /** `+=` and friends. */
  readonly operator?: string | undefined;
}

/** Gives a target its value: binds names, adds steps for fields of `self`, attributes and relationships of nodes. */
export function assignTo(scope: Scope, assignment: Assignment): void {
  const { target, value } = assignment;
  switch (target.kind) {
    case 'name':
      bind(scope, target.name, assignment.operator ? grown(scope, assignment) : value);
      return;
    case 'star':
      assignTo(scope, { ...assignment, target: target.value, value: { is: 'list', of: elementOf(value) } });
      return;
    case 'sequence':
      target.items.forEach((item, index) => {
        const part = value.is === 'tuple' ? value.items[index] : undefined;
        assignTo(scope, { ...assignment, target: item, value: part ?? elementOf(value) });
      });
      return;
    case 'subscript':
      assignEntry(scope, assignment);
      return;
    case 'attribute':
      if (target.name === 'value') assignAttribute(scope, assignment, target.object);
      else assignMember(scope, assignment);
      return;
    default:
      lowerExpression(scope, target);
  }
}

function grown(scope: Scope, { target, value }: Assignment): Value {
  const old = lowerExpression(scope, target);
  if (old.is === 'list' && value.is === 'list') return { is: 'list', of: old.of.is === 'nothing' ? value.of : old.of };
  return { is: 'opaque', text: '', parts: [old, value] };
}

function assignEntry(scope: Scope, { target, value }: Assignment): void {
  if (target.kind !== 'subscript' || target.object.kind !== 'name') return;
  const object = scope.names.get(target.object.name);
  const [index] = target.indexes;
  if (object?.is === 'dict' && index) {
    const key = index.kind === 'literal' && typeof index.value === 'string' ? index.value : undefined;
    const entry = key === undefined ? { value } : { key, value };
    bind(scope, target.object.name, { is: 'dict', entries: [...object.entries, entry] });
  } else if (object?.is === 'list') bind(scope, target.object.name, { is: 'list', of: value });
}

/** `node.attribute.value = …` and `getattr(node, "attribute").value = …` */
function assignAttribute(scope: Scope, assignment: Assignment, holder: Expression): void {
  const { value, range } = assignment;
  if (holder.kind === 'attribute') {
    const node = lowerExpression(scope, holder.object);
    if (node.is === 'self') return;
    const old: Value = { is: 'member', of: { is: 'member', of: node, name: holder.name }, name: 'value' };
    const oldKey = keyOf(old);
    const madeOfOld = value.is !== 'member' && someValue(value, (part) => keyOf(part) === oldKey);
    const fromOld = assignment.operator !== undefined || madeOfOld;
    const attributeRange = holder.nameSpan;
    scope.steps.push({ do: 'write', node, attribute: holder.name, value, fromOld, range, attributeRange });
    return;
  }
  const isGetattr = holder.kind === 'call' && holder.callee.kind === 'name' && holder.callee.name === 'getattr';
  const [object, name] = isGetattr ? holder.args : [];
  if (object && name) {
    const node = lowerExpression(scope, object.value);
    const attribute = lowerExpression(scope, name.value);
    const constant = attribute.is === 'constant' && typeof attribute.value === 'string' ? attribute.value : undefined;
    scope.steps.push({
      do: 'write',
      node,
      ...(constant !== undefined && { attribute: constant }),
      value,
      fromOld: assignment.operator !== undefined,
      range,
      attributeRange: name.value.span,
    });
    return;
  }
  const held = lowerExpression(scope, holder);
  if (held.is === 'member') {
    const attributeRange = holder.span;
    scope.steps.push({
      do: 'write',
      node: held.of,
      attribute: held.name,
      value,
      fromOld: false,
      range,
      attributeRange,
    });
  } else if (held.is === 'opaque') scope.steps.push({ do: 'unknown', reason: 'dynamic-attribute', range });
}

function assignMember(scope: Scope, { target, value, range }: Assignment): void {
  if (target.kind !== 'attribute') return;
  const object = lowerExpression(scope, target.object);
  if (object.is === 'self') scope.steps.push({ do: 'set', field: target.name, value });
  else {
    const related = { node: object, relationship: target.name, operation: 'set', peers: [value] } as const;
    scope.steps.push({ do: 'relate', ...related, range });
  }
}
