import { type Disposable, extensions } from 'vscode';
import type { Context } from './context';

/** Whether the YAML extension is here to report plain syntax errors: then ours stays silent about them. */
export function hasYamlExtension(): boolean {
  return extensions.getExtension('redhat.vscode-yaml') !== undefined;
}

/** Starts the server anew when the YAML extension comes or goes: it is told once, when it starts. */
export function watchYamlExtension({ log, server }: Context): Disposable {
  let known = hasYamlExtension();
  return extensions.onDidChange(() => {
    if (hasYamlExtension() === known) return;
    known = !known;
    log.info(`The YAML extension ${known ? 'came' : 'went'}: starting the language server anew.`);
    void server.restart();
  });
}
