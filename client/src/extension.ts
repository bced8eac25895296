import { type Event, type ExtensionContext, window } from 'vscode';
import { registerAuditTrackingGroups } from './commands/auditTrackingGroups';
import { registerAuthoringCommands } from './commands/authoring/register';
import { registerCascadeCommands } from './commands/cascade/register';
import { registerConnectionCommands } from './commands/connection/register';
import { registerRunsCommands } from './commands/runs/register';
import { registerSaveSnapshot } from './commands/saveSnapshot';
import { registerRunGenerator } from './commands/runGenerator';
import { watchGeneratorFiles } from './commands/runGenerator/generatorFiles';
import { registerTriggerCommands } from './commands/triggers/register';
import { registerUntrackSignalTargets } from './commands/untrackSignalTargets';
import { answerObjects } from './completion/answerObjects';
import { createConnection } from './connection/connect';
import type { ConnectionState } from './connection/connectionState';
import { createConnectionStatus } from './connectionStatus';
import type { Context } from './context';
import { createKnowledge } from './knowledge/push';
import { createLanguageServer } from './languageClient';
import { registerRuleLink } from './ruleLink';
import { createResultDocuments } from './runs/resultDocuments';
import type { ServerState } from './serverState';
import { registerStatusItem } from './statusItem';
import { createCascadeView } from './views/cascade/provider';
import type { CascadeSituation } from './views/cascade/situation';
import { createRunsView } from './views/runs/provider';
import type { RunsSituation } from './views/runs/situation';
import { createTriggersView } from './views/triggers/provider';
import type { Situation } from './views/triggers/situation';
import { watchYamlExtension } from './yamlExtension';

/** What `activate` gives to other extensions and to tests. */
export interface Api {
  /** The language server as the status item shows it. */
  serverState(): ServerState;
  readonly onDidChangeServerState: Event<ServerState>;
  /** What the view Cascade shows. */
  cascade(): CascadeSituation;
  readonly onDidChangeCascade: Event<void>;
  /** What the view Runs shows. */
  runs(): RunsSituation;
  readonly onDidChangeRuns: Event<void>;
  /** What the view Triggers shows. */
  triggers(): Situation;
  readonly onDidChangeTriggers: Event<void>;
  /** The server and branch in use, as the status bar shows them. */
  connection(): ConnectionState;
  readonly onDidChangeConnection: Event<void>;
}

export function activate(extension: ExtensionContext): Api {
  const log = window.createOutputChannel('Cascade for Infrahub', { log: true });
  const server = createLanguageServer(extension, log);
  const connection = createConnection(extension, log, process.env);
  const results = createResultDocuments();
  const context: Context = { extension, log, server, connection };
  const knowledge = createKnowledge(context);
  const cascade = createCascadeView(context);
  const triggers = createTriggersView(context);
  const runs = createRunsView(context);
  const status = createConnectionStatus(context);
  extension.subscriptions.push(
    log,
    server,
    status,
    knowledge,
    answerObjects(context),
    cascade,
    triggers,
    registerCascadeCommands(context, cascade),
    runs,
    registerRunsCommands(context, runs, results),
    registerAuthoringCommands(context),
    registerConnectionCommands(context),
    registerTriggerCommands(context, triggers),
    registerSaveSnapshot(context, knowledge),
    registerUntrackSignalTargets(context),
    results,
    registerRunGenerator(context, results),
    registerAuditTrackingGroups(context, { results, cascade }),
    watchGeneratorFiles(context),
    registerRuleLink(),
    registerStatusItem(context),
    watchYamlExtension(context),
  );
  void server.start();
  return {
    serverState: () => server.state,
    onDidChangeServerState: server.onDidChangeState,
    cascade: () => cascade.situation,
    onDidChangeCascade: cascade.onDidChange,
    runs: () => runs.situation,
    onDidChangeRuns: runs.onDidChange,
    triggers: () => triggers.situation,
    onDidChangeTriggers: triggers.onDidChange,
    connection: () => status.state,
    onDidChangeConnection: status.onDidChange,
  };
}
