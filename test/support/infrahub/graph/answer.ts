import {
  execute,
  OperationTypeNode,
  parse,
  validate,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLError,
  type GraphQLFieldResolver,
  type GraphQLSchema,
} from 'graphql';
import type { Scope } from '../world/world';
import { fieldOf, isNodeView, listKind } from './nodes';
import { mutationRoots, writeKind, type MutationContext } from './mutations';
import { queryRoots } from './queries';

/** Who asks, and what their operation may use. */
export interface Asking extends MutationContext {
  readonly scope: Scope;
  /** Ids of the objects that fields were read of. */
  readonly read?: Set<string>;
}

/** A document with its variables. */
export interface Asked {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

type Answer = Record<string, unknown>;

const resolve: GraphQLFieldResolver<unknown, Asking, Record<string, unknown>> = (source, given, asking, info) => {
  const { fieldName } = info;
  if (info.parentType.name === 'Query') {
    return queryRoots[fieldName]?.(asking.scope, given) ?? listKind(asking.scope, fieldName, given);
  }
  if (info.parentType.name === 'Mutation') {
    return mutationRoots[fieldName]?.(asking, given) ?? writeKind(asking.scope, fieldName, given);
  }
  if (isNodeView(source)) {
    asking.read?.add(source.node.id);
    return fieldOf(source, fieldName, given);
  }
  return (source as Record<string, unknown>)[fieldName];
};

/** Answers documents. */
export interface Answerer {
  /** True when a document writes; one that cannot be read does not. */
  isMutation(query: string): boolean;
  /** Undefined stands for the plain-text 500 that one gets for what cannot be read (facts 4). */
  answer(asked: Asked, asking: Asking): Promise<Answer | undefined>;
  /** The data of a document of a repository; for queries only. */
  dataOf(asked: Asked, asking: Asking): unknown;
}

interface Checked {
  readonly document: DocumentNode;
  readonly errors: readonly GraphQLError[];
}

/** Documents that are kept: checking one against so many types takes longer than answering it. */
const maxKept = 500;

export function createAnswerer(schema: GraphQLSchema): Answerer {
  const kept = new Map<string, Checked | undefined>();

  function check(query: string): Checked | undefined {
    if (kept.has(query)) return kept.get(query);
    const document = read(query);
    const checked = document && { document, errors: validate(schema, document) };
    if (kept.size >= maxKept) kept.clear();
    kept.set(query, checked);
    return checked;
  }

  const run = (document: DocumentNode, variableValues: Asked['variables'], contextValue: Asking) =>
    execute({ schema, document, variableValues, contextValue, fieldResolver: resolve });

  return {
    isMutation: (query) =>
      check(query)?.document.definitions.some(
        (each) => 'operation' in each && each.operation === OperationTypeNode.MUTATION,
      ) ?? false,

    async answer({ query, variables }, asking) {
      const checked = check(query);
      if (!checked) return undefined;
      if (checked.errors.length > 0) return { data: null, errors: checked.errors.map(shown) };
      const result = await run(checked.document, variables, asking);
      return 'data' in result ? withErrors(result) : undefined;
    },

    dataOf({ query, variables }, asking) {
      const result = run(parse(query), variables, asking);
      if (result instanceof Promise) throw new Error('A query is answered at once.');
      return result.data;
    },
  };
}

function withErrors({ data, errors }: ExecutionResult): Answer {
  return errors ? { data, errors: errors.map(shown) } : { data };
}

function shown(error: GraphQLError): unknown {
  const { extensions, ...rest } = error.toJSON();
  return { ...rest, extensions: { code: 'UNDEFINED_ERROR', http_status: 500, data: {}, ...extensions } };
}

function read(query: string): DocumentNode | undefined {
  try {
    return parse(query);
  } catch {
    return undefined;
  }
}
