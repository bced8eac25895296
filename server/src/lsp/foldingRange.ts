import { FoldingRangeKind, type FoldingRange } from 'vscode-languageserver';
import type { LspContext } from './context';
import { runSafe } from './runSafe';

/** Answers `textDocument/foldingRange`: whole lines, as many as the client takes. */
export function registerFoldingRange(context: LspContext): void {
  const { connection, service, capabilities } = context;
  const client = capabilities.textDocument?.foldingRange;
  connection.onFoldingRanges(
    runSafe(context, null as FoldingRange[] | null, ({ textDocument: { uri } }) => {
      const lines = service.target(uri)?.file.lines();
      const found = service.foldingRanges(uri);
      if (!lines || !found) return null;
      return found.slice(0, client?.rangeLimit).map(({ start, end, isComment }) => ({
        startLine: start,
        endLine: end,
        ...(client?.lineFoldingOnly
          ? {}
          : {
              startCharacter: lines.lineEnd(start) - lines.lineStart(start),
              endCharacter: lines.lineEnd(end) - lines.lineStart(end),
            }),
        ...(isComment ? { kind: FoldingRangeKind.Comment } : {}),
      }));
    }),
  );
}
