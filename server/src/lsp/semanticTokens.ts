import {
  LSPErrorCodes,
  ResponseError,
  SemanticTokensBuilder,
  type SemanticTokens,
  type SemanticTokensOptions,
} from 'vscode-languageserver';
import { CancelledError, type CancellationToken } from '../base/cancellation';
import { tokenTypes, type SemanticToken } from '../features/semanticTokens';
import type { ProjectFile } from '../model/project/project';
import type { LspContext } from './context';
import { toTextRange } from './convert';
import { runSafe } from './runSafe';

export const semanticTokensOptions: SemanticTokensOptions = {
  legend: { tokenTypes: [...tokenTypes], tokenModifiers: [] },
  full: true,
  range: true,
};

const none: SemanticTokens = { data: [] };

/** A whole file is answered in parts of this many code units, with turns for other work in between. */
const partLength = 20_000;

/** Answers `textDocument/semanticTokens/full` and `/range`. */
export function registerSemanticTokens(context: LspContext): void {
  const { connection, service } = context;

  const whole = async (uri: string, file: ProjectFile, token: CancellationToken): Promise<SemanticToken[]> => {
    const found: SemanticToken[] = [];
    for (let start = 0; start <= file.text.length; start += partLength) {
      const end = start + partLength;
      const inPart = ({ range }: SemanticToken): boolean => start <= range.start && range.start < end;
      found.push(...service.semanticTokens(uri, { start, end }).filter(inPart));
      await new Promise((resolve) => setImmediate(resolve));
      if (token.isCancellationRequested) throw new CancelledError();
      if (service.target(uri)?.file !== file) throw new ResponseError(LSPErrorCodes.ContentModified, 'changed');
    }
    return found;
  };

  connection.languages.semanticTokens.on(
    runSafe(context, none, async ({ textDocument: { uri } }, token) => {
      const file = service.target(uri)?.file;
      return file?.facts.yaml ? encode(file, await whole(uri, file, token)) : none;
    }),
  );
  connection.languages.semanticTokens.onRange(
    runSafe(context, none, ({ textDocument: { uri }, range }) => {
      const file = service.target(uri)?.file;
      return file ? encode(file, service.semanticTokens(uri, toTextRange(file, range))) : none;
    }),
  );
}

function encode(file: ProjectFile, tokens: readonly SemanticToken[]): SemanticTokens {
  const lines = file.lines();
  const builder = new SemanticTokensBuilder();
  for (const { range, type } of tokens) {
    const { line, character } = lines.positionAt(range.start);
    builder.push(line, character, range.end - range.start, tokenTypes.indexOf(type), 0);
  }
  return builder.build();
}
