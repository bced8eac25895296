import { GraphQLError, parse } from 'graphql';
import { convertDocument } from './convert';
import type { GraphqlDocument, GraphqlError } from './nodes';
import { recoverDocument } from './recover';

/** Longest text that is read, in UTF-16 code units. */
export const maxGraphqlLength = 2_000_000;
/** Most tokens the parser may take; the largest query seen in a real repository has about a thousand. */
const maxTokens = 50_000;
/** Deepest nesting of braces, brackets and parentheses; the parser and every reader of its tree recurse. */
const maxDepth = 300;

/**
 * Reads a GraphQL document. Takes any text and never throws: what the parser refuses comes back with `error` and with
 * the operation headers and fragment names that can still be told. Costs at most one pass over 2 MB of text plus
 * 50,000 tokens; nesting deeper than 300 is refused.
 */
export function parseGraphql(text: string): GraphqlDocument {
  if (text.length > maxGraphqlLength) {
    const message = 'The file is larger than 2 MB and is not read.';
    return { operations: [], fragments: [], error: { message, range: { start: 0, end: 0 } } };
  }
  const tooDeep = depthExceeded(text);
  if (tooDeep !== undefined) {
    const message = `The query is nested more than ${maxDepth} levels deep and is not read.`;
    return recoverDocument(text, { message, range: { start: tooDeep, end: tooDeep + 1 } });
  }
  try {
    return convertDocument(parse(text, { maxTokens }));
  } catch (error) {
    return recoverDocument(text, describe(error, text));
  }
}

/** Offset of the first opening bracket that is nested too deep. Counts strings and comments too: they hold no hundreds. */
function depthExceeded(text: string): number | undefined {
  let depth = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 0x7b || code === 0x5b || code === 0x28) {
      if (++depth > maxDepth) return index;
    } else if (code === 0x7d || code === 0x5d || code === 0x29) depth = Math.max(0, depth - 1);
  }
  return undefined;
}

function describe(error: unknown, text: string): GraphqlError {
  const message = error instanceof Error ? error.message : String(error);
  const position = error instanceof GraphQLError ? (error.positions?.[0] ?? 0) : 0;
  const start = Math.min(position, text.length);
  return { message, range: { start, end: Math.max(start, start + tokenLength(text, start)) } };
}

/** Length of the name or the character at an offset; 0 at the end of the text. */
function tokenLength(text: string, start: number): number {
  const word = /^[$]?\w{1,200}/.exec(text.slice(start, start + 201));
  return word ? word[0].length : Math.min(1, text.length - start);
}
