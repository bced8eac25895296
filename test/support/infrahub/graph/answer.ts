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
  if (isNodeView(source)) return fieldOf(source, fieldName, given);
  return (source as Record<string, unknown>)[fieldName];
};

/** True when a document writes; one that cannot be read does not. */
export function isMutation(query: string): boolean {
  const document = read(query);
  return (
    document?.definitions.some((each) => 'operation' in each && each.operation === OperationTypeNode.MUTATION) ?? false
  );
}

/** The answer to a document; undefined stands for the plain-text 500 that one gets for what cannot be read (facts 4). */
export async function answerTo(
  schema: GraphQLSchema,
  { query, variables }: Asked,
  asking: Asking,
): Promise<Answer | undefined> {
  const document = read(query);
  if (!document) return undefined;
  const errors = validate(schema, document);
  if (errors.length > 0) return { data: null, errors: errors.map(shown) };
  const result = await execute({
    schema,
    document,
    variableValues: variables,
    contextValue: asking,
    fieldResolver: resolve,
  });
  return 'data' in result ? withErrors(result) : undefined;
}

/** What a document of a repository gives; for queries only. */
export function dataFor(schema: GraphQLSchema, { query, variables }: Asked, asking: Asking): unknown {
  const document = parse(query);
  const result = execute({ schema, document, variableValues: variables, contextValue: asking, fieldResolver: resolve });
  if (result instanceof Promise) throw new Error('A query is answered at once.');
  return result.data;
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
