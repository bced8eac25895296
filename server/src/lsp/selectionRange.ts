import type { SelectionRange } from 'vscode-languageserver';
import type { LspContext } from './context';
import { toRange } from './convert';
import { runSafe } from './runSafe';

/** Answers `textDocument/selectionRange`. */
export function registerSelectionRange(context: LspContext): void {
  const { connection, service } = context;
  connection.onSelectionRanges(
    runSafe(context, null as SelectionRange[] | null, ({ textDocument: { uri }, positions }) => {
      const file = service.target(uri)?.file;
      if (!file?.facts.yaml) return null;
      return positions.map((position) => {
        const ranges = service.selectionRanges(uri, file.lines().offsetAt(position)).map((each) => toRange(file, each));
        const nested = ranges.reduceRight<SelectionRange | undefined>(
          (parent, range) => ({ range, parent }),
          undefined,
        );
        return nested ?? { range: { start: position, end: position } };
      });
    }),
  );
}
