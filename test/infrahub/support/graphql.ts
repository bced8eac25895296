import { runningServer } from './server';

export interface GraphqlOptions {
  readonly variables?: Readonly<Record<string, unknown>>;
  /** Default: the default branch. */
  readonly branch?: string;
}

interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly (string | { readonly message: string })[] | null;
}

/**
 * Sends a document as the administrator; gives its data. Rejects with the server's messages.
 * Apart from the product's own transport: what is tested does not judge itself.
 */
export async function graphql<Data>(document: string, { variables = {}, branch }: GraphqlOptions = {}): Promise<Data> {
  const { address, token } = runningServer();
  const ask = (): Promise<Response> =>
    fetch(`${address}/graphql${branch === undefined ? '' : `/${branch}`}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-infrahub-key': token },
      body: JSON.stringify({ query: document, variables }),
    });
  const isRead = !document.trimStart().startsWith('mutation');
  // The server closes a connection that was idle for 5 s, perhaps while a request is on its way.
  const response = await ask().catch((error: unknown) => (isRead ? ask() : Promise.reject(error)));
  const text = await response.text();
  const answer = parseAnswer(text);
  if (!answer) throw new Error(`${response.status} ${text.slice(0, 500)}\n${document}`);
  if (answer.errors && answer.errors.length > 0) {
    throw new Error(answer.errors.map((error) => (typeof error === 'string' ? error : error.message)).join('\n'));
  }
  return answer.data as Data;
}

function parseAnswer(text: string): Answer | undefined {
  try {
    return JSON.parse(text) as Answer;
  } catch {
    return undefined;
  }
}

/** The list of a query such as `{ BuiltinTag { edges { node { id } } } }`. */
export interface Listed<Node> {
  readonly edges: readonly { readonly node: Node }[];
}

/** The nodes of one kind, with a selection. */
export async function nodesOf<Node>(
  kind: string,
  selection: string,
  { filter = '', ...options }: GraphqlOptions & { readonly filter?: string } = {},
): Promise<Node[]> {
  const document = `{ ${kind}${filter === '' ? '' : `(${filter})`} { edges { node { ${selection} } } } }`;
  const data = await graphql<Record<string, Listed<Node>>>(document, options);
  return data[kind]?.edges.map(({ node }) => node) ?? [];
}
