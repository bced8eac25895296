import { graphql, nodesOf } from './graphql';

/** An object with the values of its attributes. */
export interface Shown {
  readonly id: string;
  readonly name: string;
  readonly values: Readonly<Record<string, unknown>>;
}

type RawNode = { readonly id: string } & Readonly<Record<string, string | { readonly value: unknown } | null>>;

/** The objects of a kind, by name. */
export async function objectsOf(
  kind: string,
  { branch, attributes = [] }: { branch: string; attributes?: readonly string[] },
): Promise<Map<string, Shown>> {
  const selection = ['name', ...attributes].map((attribute) => `${attribute} { value }`).join(' ');
  const nodes = await nodesOf<RawNode>(kind, `id ${selection}`, { branch });
  const shown = nodes.map((node): Shown => {
    const values = Object.fromEntries(attributes.map((attribute) => [attribute, valueOf(node[attribute])]));
    return { id: node.id, name: String(valueOf(node['name'])), values };
  });
  return new Map(shown.toSorted((one, other) => (one.name < other.name ? -1 : 1)).map((each) => [each.name, each]));
}

function valueOf(attribute: RawNode[string] | undefined): unknown {
  return typeof attribute === 'object' && attribute !== null ? attribute.value : undefined;
}

/** Sets attributes of an object, as a person would. */
export async function update(
  kind: string,
  id: string,
  { branch, values }: { branch: string; values: Readonly<Record<string, unknown>> },
): Promise<void> {
  const data = { id, ...Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }])) };
  const document = `mutation ($data: ${kind}UpdateInput!) { ${kind}Update(data: $data) { ok } }`;
  await graphql(document, { branch, variables: { data } });
}

/** The ids of all objects of a kind. */
export async function idsOf(kind: string, branch: string): Promise<string[]> {
  return [...(await objectsOf(kind, { branch })).values()].map(({ id }) => id);
}
