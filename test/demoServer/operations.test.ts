import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { buildSchema, isInterfaceType, isObjectType, parse, validate, type GraphQLSchema } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serverSchema } from '../support/infrahub/graph/schema';
import { startDemoServer, type DemoServer } from '../support/infrahub/startDemoServer';

let demo: DemoServer;
let schema: GraphQLSchema;

beforeAll(async () => {
  demo = await startDemoServer({ repository: 'examples/fabric', pace: 0 });
  ({ schema } = serverSchema(demo.world.kinds));
});
afterAll(() => demo.close());

test('the demo server knows what every operation asks', async () => {
  const names = readdirSync('server/src/infrahub/operations').map((name) => basename(name, '.ts'));
  const modules = await Promise.all(
    names.map((name) => import(`../../server/src/infrahub/operations/${name}.ts`) as Promise<object>),
  );
  const documents = modules.flatMap((module) => Object.values(module).flatMap(documentsIn));
  expect(documents.length).toBeGreaterThan(15);
  const problems = documents.flatMap((document) => validate(schema, parse(document)).map(({ message }) => message));
  expect(problems).toEqual([]);
});

/** Of an operation, or of a table of them. */
function documentsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('document' in value && typeof value.document === 'string') return [value.document];
  return Object.values(value).flatMap((each) => (typeof each === 'object' ? documentsIn(each) : []));
}

test('the recorded SDL says of a kind what follows from it', () => {
  const recorded = buildSchema(readFileSync('test/infrahubApi/recordings/schema.graphql', 'utf8'));
  for (const type of Object.values(recorded.getTypeMap())) {
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    const ours = schema.getType(type.name);
    if (type.name.startsWith('__') || (!isObjectType(ours) && !isInterfaceType(ours))) continue;
    for (const field of Object.values(type.getFields())) {
      const own = ours.getFields()[field.name];
      if (own)
        expect(`${type.name}.${field.name}: ${String(own.type)}`).toBe(
          `${type.name}.${field.name}: ${String(field.type)}`,
        );
    }
  }
});
