const vscode = require('vscode');

exports.activate = (context) => {
  for (const command of ['infrahub.refreshServers', 'infrahub.visualizeSchema']) {
    context.subscriptions.push(vscode.commands.registerCommand(command, () => command));
  }
  for (const view of ['infrahubServerTreeView', 'infrahubSchemaTreeView', 'infrahubYamlTreeView']) {
    const provider = { getChildren: () => [], getTreeItem: (item) => item };
    context.subscriptions.push(vscode.window.registerTreeDataProvider(view, provider));
  }
};
