// Takes the place of @vscode/native-watchdog, a native module, in the VS Code server that tests use.
exports.start = () => {};
exports.exit = (code) => process.exit(code || 0);
