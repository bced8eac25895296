import { SemanticTokensBuilder, type SemanticTokens, type SemanticTokensOptions } from 'vscode-languageserver';
import type { TextRange } from '../base/textRange';
import { tokenTypes } from '../features/semanticTokens';
import type { LspContext } from './context';
import { toTextRange } from './convert';
import { runSafe } from './runSafe';

export const semanticTokensOptions: SemanticTokensOptions = {
  legend: { tokenTypes: [...tokenTypes], tokenModifiers: [] },
  full: true,
  range: true,
};

const none: SemanticTokens = { data: [] };

/** Answers `textDocument/semanticTokens/full` and `/range`. */
export function registerSemanticTokens(context: LspContext): void {
  const { connection, service } = context;
  const tokens = (uri: string, within?: TextRange): SemanticTokens => {
    const lines = service.target(uri)?.file.lines();
    if (!lines) return none;
    const builder = new SemanticTokensBuilder();
    for (const { range, type } of service.semanticTokens(uri, within)) {
      const { line, character } = lines.positionAt(range.start);
      builder.push(line, character, range.end - range.start, tokenTypes.indexOf(type), 0);
    }
    return builder.build();
  };
  connection.languages.semanticTokens.on(runSafe(context, none, ({ textDocument: { uri } }) => tokens(uri)));
  connection.languages.semanticTokens.onRange(
    runSafe(context, none, ({ textDocument: { uri }, range }) => {
      const file = service.target(uri)?.file;
      return file ? tokens(uri, toTextRange(file, range)) : none;
    }),
  );
}
