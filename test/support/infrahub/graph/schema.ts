import { readFileSync } from 'node:fs';
import {
  buildASTSchema,
  Kind,
  parse,
  type DocumentNode,
  type GraphQLSchema,
  type ObjectTypeDefinitionNode,
} from 'graphql';
import type { KindModel } from '../../../../server/src/model/kinds/kindModel';
import { recordingPath } from '../recordings';
import { kindsSdl } from './kindsSdl';

/** The GraphQL schema of a server with the kinds of a repository: what was recorded, and what follows from the kinds. */
export function serverSchema(
  kinds: KindModel,
  root?: string,
): { readonly schema: GraphQLSchema; readonly document: DocumentNode } {
  const recorded = parse(readFileSync(recordingPath('server.graphql', root), 'utf8'), { noLocation: true });
  const known = new Set(recorded.definitions.flatMap((each) => ('name' in each && each.name ? [each.name.value] : [])));
  const { types, queries, mutations } = kindsSdl(kinds, known);
  const roots = `type Query {\n${queries.join('\n')}\n}\ntype Mutation {\n${mutations.join('\n')}\n}`;
  const derived = parse(`${types}\n${roots}`, { noLocation: true });
  const isRoot = (each: { kind: Kind }): each is ObjectTypeDefinitionNode =>
    each.kind === Kind.OBJECT_TYPE_DEFINITION &&
    ['Query', 'Mutation'].includes((each as ObjectTypeDefinitionNode).name.value);
  const rootsOfKinds = derived.definitions.filter(isRoot);
  const definitions = [
    ...recorded.definitions.map((each) => {
      if (!isRoot(each)) return each;
      const own = rootsOfKinds.find(({ name }) => name.value === each.name.value);
      return { ...each, fields: [...(each.fields ?? []), ...(own?.fields ?? [])] };
    }),
    ...derived.definitions.filter((each) => !isRoot(each)),
  ];
  const document: DocumentNode = { kind: Kind.DOCUMENT, definitions };
  // It is right by construction, which a test proves once; checking 500 types at every start takes too long.
  return { schema: buildASTSchema(document, { assumeValidSDL: true }), document };
}
