import type { Kind, Relationship } from '../model/kinds/kind';
import type { Project } from '../model/project/project';
import type { Expression } from '../syntax/python/ast';
import { pythonPlace } from './cascade/steps';
import { methodCallsIn, type MethodCall } from './python/callsIn';
import { replacement } from './python/fixes';
import { givenValues } from './python/givenValues';
import { typedFunctions, type TypedFunction } from './python/sdkTypes';
import { defineRule, type Severity } from './rule';
import { isComplete } from './triggers/parts';

export const rule = defineRule({
  id: 'invalid-relationship-value',
  catalogue: 'GEN08',
  title: 'A relationship of a created node is given in a form that does not fit',
  severity: 'error',
  recommended: true,
  evidence: 'project',
  docs: `As recorded from SDK 1.23.2: a relationship to many takes a list, and for a text, a mapping or a node
\`client.create\` ends with
\`Relationship 'peers' expects a list of nodes (cardinality many), but received a single str\`. A relationship to one
takes a node, \`{"id": …}\`, or a human-friendly id as a list or \`{"hfid": […]}\`; a bare text is sent as an id, and
a list of whatever length as a human-friendly id. What the server makes of those two is not proven: an information.

Silent for kinds that are not known as a whole, and for texts where the peer has a default filter.`,
  appliesTo: 'generatorClass',
  check({ code }, { project, report }) {
    for (const found of typedFunctions(project, code)) {
      for (const expression of methodCallsIn(found.scope)) {
        const kind = createdKind(expression, found, project);
        if (!kind) continue;
        for (const { name, value } of givenValues(expression)) {
          const relationship = kind.attributes.has(name) ? undefined : kind.relationships.get(name);
          const problem = relationship && problemOf(relationship, { value, found, project });
          if (!problem) continue;
          const { fix } = problem;
          const { path } = found;
          report({
            at: pythonPlace(project, path, value.span),
            message: problem.message,
            severity: problem.severity,
            fixes: () => (fix ? [replacement(project, { ...fix, path, range: value.span })] : []),
          });
        }
      }
    }
  },
});

/** The kind of a node that a call creates, when all its members are known. */
function createdKind(call: MethodCall, { typeOf }: TypedFunction, project: Project): Kind | undefined {
  if (call.callee.name !== 'create') return undefined;
  const type = typeOf(call);
  const node = type?.is === 'coroutine' ? type.of : type;
  if (node?.is !== 'node' || node.made !== 'created' || node.kind === undefined) return undefined;
  const kind = project.kinds.get(node.kind);
  return kind && isComplete(kind, project) ? kind : undefined;
}

interface Problem {
  readonly message: string;
  readonly severity?: Severity;
  readonly fix?: { readonly title: string; readonly newText: string };
}

interface Given {
  readonly value: Expression;
  readonly found: TypedFunction;
  readonly project: Project;
}

function problemOf(relationship: Relationship, given: Given): Problem | undefined {
  const { value, found, project } = given;
  // Looked up for the few values that need it.
  const textOf = (): string => (project.fileAt(found.path)?.text ?? '').slice(value.span.start, value.span.end);
  if (relationship.cardinality === 'many') {
    const what = singleValue(value, found);
    return what === undefined
      ? undefined
      : {
          message: `The run fails: ${relationship.name} is a relationship to many and takes a list, not ${what}.`,
          fix: { title: 'Put it into a list', newText: `[${textOf()}]` },
        };
  }
  const peer = project.kinds.get(relationship.peer);
  if (!peer || !isComplete(peer, project)) return undefined;
  return peerProblem(relationship, peer, { ...given, textOf });
}

/** What stands in place of a list; undefined when it may be one. */
function singleValue(value: Expression, { typeOf }: TypedFunction): string | undefined {
  if (value.kind === 'literal') {
    if (value.value === null) return undefined;
    return typeof value.value === 'string' ? 'a text' : `a ${typeof value.value}`;
  }
  if (value.kind === 'template') return 'a text';
  if (value.kind === 'dict') {
    const keys = value.entries.map(({ key }) => (key?.kind === 'literal' ? key.value : undefined));
    return keys.includes(undefined) || keys.includes('edges') || keys.length === 0 ? undefined : 'a mapping';
  }
  const of = value.kind === 'attribute' && value.name === 'id' ? typeOf(value.object) : undefined;
  if (of?.is === 'node') return 'an id';
  return typeOf(value)?.is === 'node' ? 'a single node' : undefined;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

function peerProblem(
  { name, peer: peerName }: Relationship,
  peer: Kind,
  { value, textOf, found }: Given & { readonly textOf: () => string },
): Problem | undefined {
  // The heirs of a generic may each have an id of their own.
  const parts = peer.isGeneric ? undefined : peer.humanFriendlyId;
  if (isText(value, textOf)) {
    const text = textOf();
    if (peer.defaultFilter || (value.kind === 'literal' && uuid.test(String(value.value)))) return undefined;
    const fix = parts?.length === 1 ? { title: 'Give it as human-friendly id', newText: `[${text}]` } : undefined;
    return {
      message:
        `The SDK sends ${text} as the id of the ${peerName}, which the server does not find unless it is one. Give the ` +
        `node, {"id": …}, or the human-friendly id as a list: ${name}=[…].`,
      severity: 'information',
      ...(fix && { fix }),
    };
  }
  if (found.typeOf(value)?.is === 'nodes') {
    return {
      message: `${name} is a relationship to one and takes one node, not a list of nodes.`,
      severity: 'information',
    };
  }
  const list = hfidList(value);
  if (!list || !parts || parts.length === 0 || list.length === parts.length) return undefined;
  if (list.some((item) => item.kind === 'star')) return undefined;
  return {
    message:
      `This is read as the human-friendly id of a ${peerName}, which has ${parts.length} ` +
      `${parts.length === 1 ? 'part' : 'parts'} (${parts.join(', ')}), not ${list.length}: the server does not find it.`,
    severity: 'information',
  };
}

/** A literal, or a template that has letters of its own. */
function isText(value: Expression, textOf: () => string): boolean {
  if (value.kind === 'literal') return typeof value.value === 'string' && value.value !== '';
  if (value.kind !== 'template') return false;
  return /\w/.test(
    textOf()
      .replace(/^\w*["']+/, '')
      .replaceAll(/\{[^{}]*\}/g, ''),
  );
}

/** The parts of a human-friendly id: a list, or the one under `hfid`. */
function hfidList(value: Expression): readonly Expression[] | undefined {
  if (value.kind === 'sequence' && value.form === 'list') return value.items;
  if (value.kind !== 'dict') return undefined;
  const keys = value.entries.map(({ key }) => (key?.kind === 'literal' ? key.value : undefined));
  if (keys.includes(undefined) || keys.includes('id')) return undefined;
  const hfid = value.entries.find(({ key }) => key?.kind === 'literal' && key.value === 'hfid')?.value;
  return hfid?.kind === 'sequence' && hfid.form === 'list' ? hfid.items : undefined;
}
