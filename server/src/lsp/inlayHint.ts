import type { InlayHint } from 'vscode-languageserver';
import type { LspContext } from './context';
import { toTextRange } from './convert';
import { runSafe } from './runSafe';

/** Answers `textDocument/inlayHint`. */
export function registerInlayHint(context: LspContext): void {
  const { connection, service, settings } = context;
  connection.languages.inlayHint.on(
    runSafe(context, null as InlayHint[] | null, ({ textDocument: { uri }, range }) => {
      const file = service.target(uri)?.file;
      if (!file || !settings().inlayHints.enabled) return null;
      return service.inlayHints(uri, toTextRange(file, range)).map(({ offset, label, tooltip }) => ({
        position: file.lines().positionAt(offset),
        label,
        tooltip,
        paddingLeft: true,
      }));
    }),
  );
}
