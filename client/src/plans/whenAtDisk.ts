import { l10n, ProgressLocation, type TextDocument, window, workspace } from 'vscode';

/** VS Code hears of a change on disk within seconds. */
const patience = 10_000;

/**
 * Resolves when every open document without unsaved changes shows what stands on disk: VS Code hears of a change there
 * only after a while, and a plan for the text of before would be written into that of now. Resolves late but does so
 * when one never does.
 */
export async function whenAtDisk(): Promise<void> {
  const open = workspace.textDocuments.filter(({ uri, isDirty }) => !isDirty && workspace.getWorkspaceFolder(uri));
  const behind: TextDocument[] = [];
  for (const document of open) if (!(await isAtDisk(document))) behind.push(document);
  if (behind.length === 0) return;
  const title = l10n.t('Reading the project…');
  await window.withProgress({ location: ProgressLocation.Window, title }, () => Promise.all(behind.map(follow)));
}

async function follow(document: TextDocument): Promise<void> {
  await new Promise<void>((done) => {
    const end = (): void => {
      clearTimeout(timer);
      for (const listener of listeners) listener.dispose();
      done();
    };
    const look = async (): Promise<void> => {
      if (await isAtDisk(document)) end();
    };
    const timer = setTimeout(end, patience);
    const listeners = [
      workspace.onDidChangeTextDocument((event) => event.document === document && void look()),
      workspace.onDidCloseTextDocument((closed) => closed === document && end()),
    ];
    void look();
  });
}

/** True, too, for a file that is not there or in another encoding: nothing is to come, or nobody can tell. */
async function isAtDisk(document: TextDocument): Promise<boolean> {
  if (document.isDirty || document.isClosed) return true;
  try {
    const bytes = await workspace.fs.readFile(document.uri);
    return (
      withPlainLineEnds(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) ===
      withPlainLineEnds(document.getText())
    );
  } catch {
    return true;
  }
}

function withPlainLineEnds(text: string): string {
  return text.replaceAll(/\r\n?/g, '\n');
}
