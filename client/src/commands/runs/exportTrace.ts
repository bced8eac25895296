import { commands, type Disposable, l10n, type QuickPickItem, window, workspace } from 'vscode';
import type { RunsView } from '../../views/runs/provider';
import { traceJson, traceMarkdown } from '../../views/runs/traceText';
import { chosenLine, explainChoice, traceOfLine } from './chosen';

/** "Export Trace": the cascade of the chosen line as a new document, in Markdown or JSON. */
export function registerExportTrace(view: RunsView): Disposable {
  return commands.registerCommand('infrahubCascade.exportTrace', async (given?: unknown, format?: unknown) => {
    const trace = traceOfLine(view, chosenLine(view, given));
    const { situation } = view;
    if (!trace || situation.kind !== 'shown') return explainChoice();
    const language = format === 'json' || format === 'markdown' ? format : await pickFormat();
    if (!language) return undefined;
    const content = language === 'json' ? traceJson(trace, situation) : traceMarkdown(trace, situation);
    await window.showTextDocument(await workspace.openTextDocument({ language, content }));
    return undefined;
  });
}

async function pickFormat(): Promise<'json' | 'markdown' | undefined> {
  const items: (QuickPickItem & { format: 'json' | 'markdown' })[] = [
    { label: 'Markdown', description: l10n.t('a list to read or to paste'), format: 'markdown' },
    { label: 'JSON', description: l10n.t('all values, for other tools'), format: 'json' },
  ];
  return (await window.showQuickPick(items, { title: l10n.t('Export Trace') }))?.format;
}
