import { MarkupKind, type Hover } from 'vscode-languageserver';
import type { LspContext } from './context';
import { toRange } from './convert';
import { runSafe } from './runSafe';

/** Answers `textDocument/hover`. */
export function registerHover(context: LspContext): void {
  const { connection, service, capabilities } = context;
  const formats = capabilities.textDocument?.hover?.contentFormat ?? [];
  const markdown = formats.includes(MarkupKind.Markdown);
  connection.onHover(
    runSafe(context, null as Hover | null, ({ textDocument, position }) => {
      const file = service.target(textDocument.uri)?.file;
      const found = file && service.hover(textDocument.uri, file.lines().offsetAt(position));
      if (!file || !found) return null;
      const contents = markdown
        ? { kind: MarkupKind.Markdown, value: found.markdown }
        : { kind: MarkupKind.PlainText, value: plainText(found.markdown) };
      return { contents, range: toRange(file, found.range) };
    }),
  );
}

/** Our own Markdown without its marks: bold, code and escapes. */
function plainText(markdown: string): string {
  return markdown.replaceAll(/\\(.)|\*\*|`/g, (_, escaped: string | undefined) => escaped ?? '');
}
