import type { PythonImport } from '../../model/generators/facts';
import { perObject } from '../../base/perObject';
import { methodsOf, type MethodSyntax } from '../../model/project/generatorClass';
import type { ResolvedClass } from '../../model/generators/resolveClass';
import type { Project } from '../../model/project/project';
import type { Expression, ExpressionOf } from '../../syntax/python/ast';
import { dottedName, statementsWithin } from '../../syntax/python/names';
import { argumentNamed } from './arguments';
import { scopesOf, type Binding, type FunctionScope } from './scopes';

/** What an expression of a generator is to the SDK. `sync`: from a client whose calls need no `await`. */
export type SdkType =
  /** `tracked`: the generator's own client, or one that was handed over. */
  | { readonly is: 'client'; readonly sync: boolean; readonly tracked: boolean }
  | { readonly is: 'node'; readonly sync: boolean; readonly kind?: string; readonly made?: 'created' | 'fetched' }
  | { readonly is: 'nodes'; readonly sync: boolean; readonly kind?: string }
  /** An attribute or relationship of a node. */
  | { readonly is: 'member'; readonly sync: boolean; readonly kind?: string; readonly name: string }
  /** `client.schema`, `client.branch` and the like. */
  | { readonly is: 'manager'; readonly sync: boolean; readonly name: string }
  | { readonly is: 'store'; readonly sync: boolean }
  | { readonly is: 'coroutine'; readonly of: SdkType | undefined };

/** A function of a class with what its expressions are. */
export interface TypedFunction {
  readonly path: string;
  readonly scope: FunctionScope;
  typeOf(expression: Expression): SdkType | undefined;
}

/** Methods of the client that only send something when they are awaited (recorded from the SDK). */
const clientCoroutines = new Set(
  (
    'create delete get filters all count execute_graphql query_gql_query allocate_next_ip_address ' +
    'allocate_next_ip_prefix create_batch create_diff get_diff_summary get_diff_tree get_list_repositories ' +
    'repository_update_commit convert_object_type get_version get_user get_user_permissions traverse_paths path_exists ' +
    'reachable_nodes login refresh_login'
  ).split(' '),
);
const nodeCoroutines = new Set(
  (
    'save delete create update artifact_generate artifact_fetch add_relationships remove_relationships ' +
    'get_pool_allocated_resources get_pool_resources_utilization download_file upload_if_changed matches_local_checksum'
  ).split(' '),
);
const managerCoroutines: Readonly<Record<string, ReadonlySet<string>>> = {
  schema: new Set(['get', 'all', 'load', 'check', 'fetch', 'wait_until_converged', 'in_sync']),
  branch: new Set(['create', 'delete', 'rebase', 'validate', 'merge', 'all', 'get']),
  object_store: new Set(['get', 'upload']),
  task: new Set(['all', 'filter', 'get', 'count', 'wait_for_completion']),
  group_context: new Set(['add_related_nodes', 'add_related_groups', 'update_group', 'delete_unused', 'get_group']),
};
const ownClients: ReadonlySet<string> = new Set(['client', '_init_client', '_client']);
const deepest = 40;

/**
 * The functions of a generator class, those inside its methods included, with the types of their expressions. Kept as long
 * as the class, for several rules ask.
 */
export function typedFunctions(project: Project, code: ResolvedClass): readonly TypedFunction[] {
  return keptFunctions(code, project);
}

const keptFunctions = perObject((code: ResolvedClass, project: Project): readonly TypedFunction[] => {
  const functions = methodsOf(project, code).flatMap((method) =>
    scopesOf(method.syntax).map((scope) => ({ method, scope })),
  );
  const fields = fieldsOf(functions);
  const typed = functions.map(({ method, scope }): TypedFunction & { imports: readonly PythonImport[] } => {
    const imports = project.fileAt(method.path)?.facts.python?.().imports ?? [];
    return { path: method.path, scope, imports, typeOf: (expression) => typeIn(expression, scope, 0) };
  });
  const importsOf = new Map(typed.map(({ scope, imports }) => [scope, imports]));
  // Names that are made of themselves say nothing, however many ways lead around.
  const known = new Map<Expression, SdkType | undefined>();
  const typeIn = (expression: Expression, scope: FunctionScope, depth: number): SdkType | undefined => {
    if (known.has(expression) || depth > deepest) return known.get(expression);
    known.set(expression, undefined);
    const type = typeOfExpression(expression, { scope, depth, fields, code, importsOf, typeIn });
    known.set(expression, type);
    return type;
  };
  return typed;
});

interface Fields {
  readonly assigned: ReadonlyMap<
    string,
    readonly { readonly value: Expression | undefined; readonly scope: FunctionScope }[]
  >;
}

interface World {
  readonly scope: FunctionScope;
  readonly depth: number;
  readonly fields: Fields;
  readonly code: ResolvedClass;
  readonly importsOf: ReadonlyMap<FunctionScope, readonly PythonImport[]>;
  typeIn(expression: Expression, scope: FunctionScope, depth: number): SdkType | undefined;
}

/** What is assigned to the fields of `self`, by name. */
function fieldsOf(functions: readonly { readonly method: MethodSyntax; readonly scope: FunctionScope }[]): Fields {
  const assigned = new Map<string, { value: Expression | undefined; scope: FunctionScope }[]>();
  for (const { scope } of functions) {
    for (const statement of statementsWithin(scope.syntax.body)) {
      const targets =
        statement.kind === 'assign'
          ? statement.targets.map((target) => ({ target, value: statement.operator ? undefined : statement.value }))
          : statement.kind === 'with'
            ? statement.items.flatMap(({ target }) => (target ? [{ target, value: undefined }] : []))
            : [];
      for (const { target, value } of targets) {
        if (target.kind !== 'attribute' || target.object.kind !== 'name' || target.object.name !== 'self') continue;
        const known = assigned.get(target.name);
        if (known) known.push({ value, scope });
        else assigned.set(target.name, [{ value, scope }]);
      }
    }
  }
  return { assigned };
}

function typeOfExpression(expression: Expression, world: World): SdkType | undefined {
  const inner = (value: Expression): SdkType | undefined => world.typeIn(value, world.scope, world.depth + 1);
  switch (expression.kind) {
    case 'name':
      return typeOfName(expression.name, world);
    case 'await': {
      const value = inner(expression.value);
      // Older SDKs made clients with `await InfrahubClient.init(…)`.
      return value?.is === 'coroutine' ? value.of : value?.is === 'client' ? value : undefined;
    }
    case 'attribute':
      return typeOfAttribute(expression, world, inner);
    case 'call':
      return typeOfCall(expression, world, inner);
    case 'subscript': {
      const object = inner(expression.object);
      const [index] = expression.indexes;
      const single = expression.indexes.length === 1 && (index?.kind === 'literal' || index?.kind === 'unary');
      return object?.is === 'nodes' && single ? nodeOf(object) : undefined;
    }
    case 'conditional':
      return same([inner(expression.then), inner(expression.otherwise)]);
    case 'walrus':
      return inner(expression.value);
    case 'comprehension': {
      const [element, more] = expression.elements;
      const type = element && !more ? inner(element) : undefined;
      return type?.is === 'node' ? { is: 'nodes', sync: type.sync, ...(type.kind && { kind: type.kind }) } : undefined;
    }
    default:
      return undefined;
  }
}

function typeOfName(name: string, world: World): SdkType | undefined {
  for (let scope: FunctionScope | undefined = world.scope; scope; scope = scope.outer) {
    const bindings = scope.bindings.get(name);
    if (!bindings) continue;
    const home = scope;
    const telling = bindings.filter((binding) => !isNone(binding));
    return telling.length === 0 ? undefined : same(telling.map((binding) => typeOfBinding(binding, home, world)));
  }
  return undefined;
}

function isNone(binding: Binding): boolean {
  return binding.of === 'value' && binding.value.kind === 'literal' && binding.value.value === null;
}

function typeOfBinding(binding: Binding, scope: FunctionScope, world: World): SdkType | undefined {
  if (binding.of === 'unknown') return undefined;
  if (binding.of === 'annotation') return typeOfAnnotation(binding.value, { ...world, scope });
  const type = world.typeIn(binding.value, scope, world.depth + 1);
  if (binding.of === 'value') return type;
  if (binding.of === 'element') return type?.is === 'nodes' ? nodeOf(type) : undefined;
  return type?.is === 'client' ? type : undefined;
}

/** Annotations of the SDK's own classes and of protocols; anything else says nothing. */
function typeOfAnnotation(annotation: Expression, world: World): SdkType | undefined {
  if (annotation.kind === 'binary' && annotation.operator === '|') {
    const sides = [annotation.left, annotation.right].filter((side) => side.kind !== 'literal' || side.value !== null);
    return same(sides.map((side) => typeOfAnnotation(side, world)));
  }
  if (annotation.kind === 'subscript') {
    const [of] = annotation.indexes;
    const isList = /^(?:typing\.)?(?:list|List|Sequence|Iterable)$/.test(dottedName(annotation.object) ?? '');
    const type = of && isList && annotation.indexes.length === 1 ? typeOfAnnotation(of, world) : undefined;
    return type?.is === 'node' ? { is: 'nodes', sync: type.sync, ...(type.kind && { kind: type.kind }) } : undefined;
  }
  const written = annotation.kind === 'literal' ? annotation.value : dottedName(annotation);
  const name = typeof written === 'string' ? (written.split('.').at(-1) ?? '') : '';
  const client = /^InfrahubClient(Sync)?$/.exec(name);
  if (client) return { is: 'client', sync: client[1] !== undefined, tracked: true };
  const node = /^InfrahubNode(Sync)?$/.exec(name);
  if (node) return { is: 'node', sync: node[1] !== undefined };
  const kind = protocolKind(name, world);
  return kind === undefined ? undefined : { is: 'node', sync: false, kind };
}

/** The kind that an imported protocol class stands for; sync twins end with `Sync` and are left alone. */
function protocolKind(name: string, { scope, importsOf }: World): string | undefined {
  const found = (importsOf.get(scope) ?? []).find((each) => each.binds === name);
  const isProtocol = found !== undefined && /(?:^|\.)\w*protocols?$/.test(found.module);
  return isProtocol && !name.endsWith('Sync') ? (found.name ?? name) : undefined;
}

function typeOfAttribute(
  { object, name }: ExpressionOf<'attribute'>,
  world: World,
  inner: (value: Expression) => SdkType | undefined,
): SdkType | undefined {
  if (object.kind === 'name' && object.name === 'self') return typeOfField(name, world);
  const of = inner(object);
  switch (of?.is) {
    case 'client':
      if (name === 'store') return { is: 'store', sync: of.sync };
      return name in managerCoroutines ? { is: 'manager', sync: of.sync, name } : undefined;
    case 'node':
      return name.startsWith('_') || name === 'id'
        ? undefined
        : { is: 'member', sync: of.sync, name, ...(of.kind && { kind: of.kind }) };
    case 'member':
      return name === 'peer' ? { is: 'node', sync: of.sync, made: 'fetched' } : undefined;
    default:
      return undefined;
  }
}

function typeOfField(name: string, world: World): SdkType | undefined {
  const isOwn = world.code.methods.some(({ method }) => method.name === name);
  if (isOwn) return undefined;
  const assigned = world.fields.assigned.get(name);
  if (assigned) {
    return same(assigned.map(({ value, scope }) => (value ? world.typeIn(value, scope, world.depth + 1) : undefined)));
  }
  if (!world.code.isGenerator) return undefined;
  if (ownClients.has(name)) return { is: 'client', sync: false, tracked: true };
  if (name === 'store') return { is: 'store', sync: false };
  return name === 'nodes' || name === 'related_nodes' ? { is: 'nodes', sync: false } : undefined;
}

function typeOfCall(
  call: ExpressionOf<'call'>,
  world: World,
  inner: (value: Expression) => SdkType | undefined,
): SdkType | undefined {
  const { callee, args } = call;
  const made = madeClient(dottedName(callee) ?? '');
  if (made) return made;
  if (callee.kind === 'name') {
    const isList = /^(?:list|sorted|reversed)$/.test(callee.name) && args[0]?.form === 'positional';
    const of = isList && args[0] ? inner(args[0].value) : undefined;
    return of?.is === 'nodes' ? of : undefined;
  }
  if (callee.kind !== 'attribute') return undefined;
  const receiver = inner(callee.object);
  if (/^InfrahubNode$/.test(dottedName(callee.object) ?? '') && callee.name === 'from_graphql') {
    return { is: 'coroutine', of: { is: 'node', sync: false, made: 'fetched' } };
  }
  if (!receiver) return undefined;
  if (receiver.is === 'client' && callee.name === 'clone') return { ...receiver, tracked: false };
  if (receiver.is === 'client' && callee.name === 'start_tracking') return { ...receiver, tracked: true };
  if (receiver.is === 'store') return callee.name.startsWith('get') ? { is: 'node', sync: receiver.sync } : undefined;
  const of = receiver.is === 'client' ? clientResult(call, callee.name, receiver.sync, world) : undefined;
  if (!isCoroutineMethod(receiver, callee.name)) return undefined;
  return 'sync' in receiver && receiver.sync ? of : { is: 'coroutine', of };
}

function madeClient(name: string): SdkType | undefined {
  const found = /(?:^|\.)InfrahubClient(Sync)?(?:\.init)?$/.exec(name);
  return found ? { is: 'client', sync: found[1] !== undefined, tracked: false } : undefined;
}

function clientResult(call: ExpressionOf<'call'>, method: string, sync: boolean, world: World): SdkType | undefined {
  const kind = kindOf(argumentNamed(call, 'kind', 0)?.value, world);
  switch (method) {
    case 'create':
      return { is: 'node', sync, made: 'created', ...(kind && { kind }) };
    case 'get':
      return { is: 'node', sync, made: 'fetched', ...(kind && { kind }) };
    case 'filters':
    case 'all':
      return { is: 'nodes', sync, ...(kind && { kind }) };
    case 'allocate_next_ip_address':
    case 'allocate_next_ip_prefix':
      return { is: 'node', sync };
    default:
      return undefined;
  }
}

function kindOf(value: Expression | undefined, world: World): string | undefined {
  if (value?.kind === 'literal' && typeof value.value === 'string') return value.value;
  return value?.kind === 'name' ? protocolKind(value.name, world) : undefined;
}

/** True when a call of that method gives a coroutine, or would if the client were not a sync one. */
function isCoroutineMethod(receiver: SdkType, name: string): boolean {
  switch (receiver.is) {
    case 'client':
      return clientCoroutines.has(name);
    case 'node':
      return nodeCoroutines.has(name);
    case 'member':
      return name === 'fetch';
    case 'manager':
      return managerCoroutines[receiver.name]?.has(name) === true;
    default:
      return false;
  }
}

function nodeOf({ sync, kind }: SdkType & { is: 'nodes' }): SdkType {
  return { is: 'node', sync, made: 'fetched', ...(kind && { kind }) };
}

/** The one type that all have, without what they differ in; undefined when that is nothing, or one is not known. */
function same(types: readonly (SdkType | undefined)[]): SdkType | undefined {
  return types.length === 0 ? undefined : types.reduce((one, other) => common(one, other));
}

function common(one: SdkType | undefined, other: SdkType | undefined): SdkType | undefined {
  if (!one || !other || one.is !== other.is) return undefined;
  if (JSON.stringify(one) === JSON.stringify(other)) return one;
  if (one.is === 'coroutine' && other.is === 'coroutine') return { is: 'coroutine', of: common(one.of, other.of) };
  if (one.is === 'node' && other.is === 'node' && one.sync === other.sync) return { is: 'node', sync: one.sync };
  if (one.is === 'nodes' && other.is === 'nodes' && one.sync === other.sync) return { is: 'nodes', sync: one.sync };
  return undefined;
}
