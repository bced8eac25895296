import type { TextRange } from '../../base/textRange';
import type {
  GraphqlDocument,
  GraphqlError,
  GraphqlFragment,
  GraphqlOperation,
  GraphqlSpread,
  GraphqlVariable,
  OperationType,
} from './nodes';

/** Strings and comments are taken as one token, so that a brace inside them opens nothing. */
const tokenPattern = /"""[\s\S]*?(?:"""|$)|"(?:\\.|[^"\\\n])*"?|#[^\n]*|\.\.\.|[A-Za-z_]\w*|[^\s,]/g;
/** Most tokens that are looked at; more is not text a person is typing. */
const maxTokens = 200_000;

interface Token extends TextRange {
  readonly text: string;
}

/**
 * What can still be told of a document that the parser refused: names, variables and fragment names from everything
 * up to the opening brace of each definition. A definition that starts a line ends the one before it, whatever is left
 * open there.
 */
export function recoverDocument(text: string, error: GraphqlError): GraphqlDocument {
  const tokens = tokenize(text);
  const operations: GraphqlOperation[] = [];
  const fragments: { name: string; range: TextRange; on: string; spreads: GraphqlSpread[] }[] = [];
  let depth = 0;
  let current: { spreads: GraphqlSpread[] } | undefined;
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index] as Token;
    const next = tokens[index + 1];
    if (startsDefinition(token, next, depth, text)) {
      depth = 0;
      current = undefined;
      if (token.text === 'fragment') {
        if (!isName(next)) continue;
        const on = tokens[index + 2]?.text === 'on' ? (tokens[index + 3]?.text ?? '') : '';
        const fragment = { name: next.text, range: rangeOf(next), on, spreads: [] };
        fragments.push(fragment);
        current = fragment;
        index++;
        continue;
      }
      const header = readOperation(tokens, index);
      operations.push(header.operation);
      index = header.last;
      continue;
    }
    if (token.text === '...' && isName(next) && next.text !== 'on') {
      current?.spreads.push({ type: 'spread', name: next.text, range: rangeOf(next) });
    } else if (token.text === '{') {
      if (depth === 0 && !current && operations.length === 0) operations.push(anonymous(token));
      depth++;
    } else if (token.text === '}') depth = Math.max(0, depth - 1);
  }
  const read = fragments.map((fragment): GraphqlFragment => ({ ...fragment, selections: [] }));
  return { operations, fragments: read, error };
}

function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(tokenPattern)) {
    if (match[0].startsWith('#')) continue;
    tokens.push({ text: match[0], start: match.index, end: match.index + match[0].length });
    if (tokens.length >= maxTokens) break;
  }
  return tokens;
}

/** True at a keyword of a definition: outside all braces, or where a definition starts a line in column 1. */
function startsDefinition(token: Token, next: Token | undefined, depth: number, text: string): boolean {
  if (!['query', 'mutation', 'subscription', 'fragment'].includes(token.text)) return false;
  if (depth === 0) return true;
  const firstColumn = token.start === 0 || text[token.start - 1] === '\n';
  return firstColumn && next !== undefined && (next.text === '(' || isName(next));
}

/** The header at `tokens[index]` (its keyword) and the index of its last token. */
function readOperation(tokens: readonly Token[], index: number): { operation: GraphqlOperation; last: number } {
  const keyword = tokens[index] as Token;
  let last = index;
  let name: Token | undefined;
  const next = tokens[index + 1];
  if (isName(next)) {
    name = next;
    last++;
  }
  let variables: GraphqlVariable[] = [];
  if (tokens[last + 1]?.text === '(') ({ variables, last } = readVariables(tokens, last + 1));
  const operation: GraphqlOperation = {
    type: keyword.text as OperationType,
    ...(name && { name: name.text, nameRange: rangeOf(name) }),
    range: { start: keyword.start, end: (tokens[last] as Token).end },
    variables,
    selections: [],
  };
  return { operation, last };
}

/** Variables from the opening parenthesis up to the closing one, or to the brace or the end that comes before it. */
function readVariables(tokens: readonly Token[], open: number): { variables: GraphqlVariable[]; last: number } {
  const variables: GraphqlVariable[] = [];
  let last = open;
  for (let index = open + 1; index < tokens.length; index++) {
    const token = tokens[index] as Token;
    if (token.text === '{') break;
    last = index;
    if (token.text === ')') break;
    const name = tokens[index + 1];
    if (token.text !== '$' || !isName(name)) continue;
    let type = '';
    let at = index + 2;
    if (tokens[at]?.text === ':') {
      for (at++; /^(?:[[\]!]|[A-Za-z_]\w*)$/.test(tokens[at]?.text ?? ''); at++) type += tokens[at]?.text;
    }
    const hasDefault = tokens[at]?.text === '=';
    variables.push({ name: name.text, range: { start: token.start, end: name.end }, type, hasDefault });
    last = index = at - 1;
    // A default of object form must not be taken for the body.
    if (hasDefault && tokens[at + 1]?.text === '{') last = index = closingBrace(tokens, at + 1);
  }
  return { variables, last };
}

function closingBrace(tokens: readonly Token[], open: number): number {
  let depth = 0;
  for (let index = open; index < tokens.length; index++) {
    if (tokens[index]?.text === '{') depth++;
    else if (tokens[index]?.text === '}' && --depth === 0) return index;
  }
  return tokens.length - 1;
}

function anonymous(brace: Token): GraphqlOperation {
  return { type: 'query', range: rangeOf(brace), variables: [], selections: [] };
}

function isName(token: Token | undefined): token is Token {
  return token !== undefined && /^[A-Za-z_]/.test(token.text);
}

function rangeOf(token: Token): TextRange {
  return { start: token.start, end: token.end };
}
