import { Disposable, EventEmitter, Uri, window, workspace } from 'vscode';

const scheme = 'infrahub-cascade-result';

/** Texts that are kept for the documents that show them. */
const maxKept = 20;

/** Read-only documents of plain text: what runs have led to. */
export interface ResultDocuments extends Disposable {
  /** Opens a text under a name; a later one of the same name replaces it. */
  show(name: string, text: string): Promise<void>;
}

export function createResultDocuments(): ResultDocuments {
  const texts = new Map<string, string>();
  const changed = new EventEmitter<Uri>();
  const provider = workspace.registerTextDocumentContentProvider(scheme, {
    onDidChange: changed.event,
    provideTextDocumentContent: (uri) => texts.get(uri.path) ?? '',
  });
  return {
    async show(name, text) {
      const uri = Uri.from({ scheme, path: `/${name.replace(/[^\w.-]+/g, '-')}.txt` });
      texts.delete(uri.path);
      texts.set(uri.path, text);
      for (const path of [...texts.keys()].slice(0, -maxKept)) texts.delete(path);
      changed.fire(uri);
      await window.showTextDocument(await workspace.openTextDocument(uri), { preview: true });
    },
    dispose: () => void Disposable.from(provider, changed).dispose(),
  };
}
