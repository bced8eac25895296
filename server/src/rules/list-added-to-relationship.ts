import type { Project } from '../model/project/project';
import type { Expression } from '../syntax/python/ast';
import { pythonPlace } from './cascade/steps';
import { methodCallsIn } from './python/callsIn';
import { replacement } from './python/fixes';
import { typedFunctions, type SdkType, type TypedFunction } from './python/sdkTypes';
import { defineRule } from './rule';
import { isComplete } from './triggers/parts';

export const rule = defineRule({
  id: 'list-added-to-relationship',
  catalogue: 'GEN09',
  title: 'Several objects are added to a relationship as if they were one',
  severity: 'error',
  recommended: true,
  evidence: 'project',
  docs: `\`add()\` takes one object; a list is read as the parts of one human-friendly id. As recorded from SDK
1.23.2: \`device.peers.add([{"id": …}, {"id": …}])\` sends \`peers: [{hfid: [{id: …}, {id: …}]}]\`, a list of nodes
\`hfid: [p1]\`, a list of ids \`hfid: ["<id>"]\`. \`extend()\` adds each of them.

Silent for lists that may be a human-friendly id.`,
  appliesTo: 'generatorClass',
  check({ code }, { project, report }) {
    for (const found of typedFunctions(project, code)) {
      for (const expression of methodCallsIn(found.scope)) {
        const { callee, args } = expression;
        const [argument] = args;
        const member = callee.name === 'add' && args.length === 1 ? found.typeOf(callee.object) : undefined;
        if (member?.is !== 'member' || argument?.form === 'star' || argument?.form === 'doubleStar' || !argument)
          continue;
        if (!isSeveral(argument.value, member, { found, project })) continue;
        const { path } = found;
        const fix = { title: 'Use extend', path, range: callee.nameSpan, newText: 'extend' };
        report({
          at: pythonPlace(project, path, argument.span),
          message:
            `add() takes one object: this list is sent as one human-friendly id, which the server does not find. Use ` +
            `${member.name}.extend(…).`,
          fixes: () => [replacement(project, fix)],
        });
      }
    }
  },
});

interface Around {
  readonly found: TypedFunction;
  readonly project: Project;
}

/** True when the value is a list that cannot be the human-friendly id of a peer. */
function isSeveral(value: Expression, member: SdkType & { is: 'member' }, around: Around): boolean {
  const { found, project } = around;
  if (found.typeOf(value)?.is === 'nodes') return true;
  if (value.kind === 'name') {
    const bindings = found.scope.bindings.get(value.name) ?? [];
    const [only] = bindings;
    if (bindings.length !== 1 || only?.of !== 'value' || only.value.kind === 'name') return false;
    // A list that grows later may hold anything.
    return only.value.kind !== 'sequence' && isSeveral(only.value, member, around);
  }
  const text = project.fileAt(found.path)?.text ?? '';
  if (value.kind === 'comprehension') {
    const [element, more] = value.elements;
    return text[value.span.start] === '[' && element !== undefined && !more && isObject(element, found);
  }
  if (value.kind !== 'sequence' || value.form !== 'list') return false;
  if (value.items.some((item) => item.kind === 'star')) return false;
  if (value.items.some((item) => isObject(item, found))) return true;
  const parts = hfidParts(member, project);
  return parts !== undefined && value.items.length > 0 && value.items.length !== parts;
}

/** A node, a mapping or an id: nothing that is a part of a human-friendly id. */
function isObject(value: Expression, { typeOf }: TypedFunction): boolean {
  if (value.kind === 'dict' || typeOf(value)?.is === 'node') return true;
  if (value.kind === 'attribute') return value.name === 'id';
  const [index] = value.kind === 'subscript' ? value.indexes : [];
  return index?.kind === 'literal' && index.value === 'id';
}

/** How many parts the human-friendly id of the peer has; undefined when that is not known. */
function hfidParts({ kind, name }: SdkType & { is: 'member' }, project: Project): number | undefined {
  const owner = kind === undefined ? undefined : project.kinds.get(kind);
  const relationship = owner?.attributes.has(name) ? undefined : owner?.relationships.get(name);
  const peer = relationship && project.kinds.get(relationship.peer);
  return peer && !peer.isGeneric && isComplete(peer, project) ? peer.humanFriendlyId?.length : undefined;
}
