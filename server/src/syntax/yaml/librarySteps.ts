import { Composer, Lexer, Parser, type CST, type Document } from 'yaml';
import { composePieces } from './composePieces';
import { libraryOptions, parseOnce, type LibraryDocument } from './library';

/** Words of the text between two steps. */
const wordsPerStep = 250;

/** `parseOnce` in steps of few milliseconds; `length` is that of the parts that are read at once, in UTF-16 code units. */
export function* parseOnceInSteps(text: string, length: number): Generator<void, LibraryDocument> {
  if (text.length <= length) return parseOnce(text);
  const tokens = yield* tokensOf(text);
  const at = tokens.findIndex(({ type }) => type === 'document');
  const token = tokens[at];
  const compose = (own?: CST.Document): Document.Parsed | undefined => composeFirst(tokens, own, text.length);
  const composed =
    token?.type === 'document'
      ? yield* composePieces(token, {
          directives: tokens.slice(0, at).filter(({ type }) => type === 'directive'),
          until: tokens[at + 1]?.offset ?? text.length,
          length,
          compose,
        })
      : compose();
  return composed ?? parseOnce(text);
}

function* tokensOf(text: string): Generator<void, CST.Token[]> {
  const tokens: CST.Token[] = [];
  const parser = new Parser();
  let count = 0;
  for (const word of new Lexer().lex(text)) {
    for (const token of parser.next(word)) tokens.push(token);
    if (++count % wordsPerStep === 0) yield;
  }
  for (const token of parser.end()) tokens.push(token);
  return tokens;
}

/** The first document, with another token in the place of its own; what comes behind the next one does not matter. */
function composeFirst(
  tokens: readonly CST.Token[],
  own: CST.Document | undefined,
  end: number,
): Document.Parsed | undefined {
  const composer = new Composer({ ...libraryOptions, keepSourceTokens: true });
  let isFirst = true;
  for (const token of tokens) {
    const isDocument = token.type === 'document';
    const other: CST.Token = { type: 'document', offset: token.offset, start: [] };
    const [document] = composer.next(isDocument ? ((isFirst ? own : undefined) ?? other) : token);
    if (document) return document;
    if (isDocument) isFirst = false;
  }
  return [...composer.end(true, end)][0];
}
