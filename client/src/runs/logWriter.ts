import { textLines } from '../../../server/src/infrahub/plainText';
import type { LogLine } from '../../../server/src/infrahub/operations/taskLogs';
import { hasEnded, type Stage } from '../../../server/src/infrahub/taskStage';
import type { RunState } from './runState';

/** Writes what is new of a run, line by line. */
export interface LogWriter {
  write(state: RunState): void;
}

/** `append` takes one line. */
export function createLogWriter(append: (line: string) => void): LogWriter {
  const written = new Map<string, number>();
  const stages = new Map<string, Stage>();
  let away = false;
  let lacksWorker = false;

  function writeTask(id: string, name: string, stage: Stage, log: readonly LogLine[]): void {
    const before = written.get(id) ?? 0;
    for (const line of log.slice(before)) {
      for (const text of linesOf(line)) append(`${clock(line.timestamp)} [${name}] ${text}`);
    }
    written.set(id, log.length);
    if (stages.get(id) === stage) return;
    stages.set(id, stage);
    append(`${' '.repeat(8)} [${name}] ${hasEnded(stage) ? '■' : '▶'} ${stage}`);
  }

  return {
    write({ request, requestLog, stage, targets, away: reason, lacksWorker: lacks }) {
      if (lacks && !lacksWorker) append('No task worker is alive: the run waits until one is started.');
      lacksWorker = lacks;
      if (reason !== undefined && !away) append(`${reason} Trying again…`);
      if (reason === undefined && away) append('The server answers again.');
      away = reason !== undefined;
      if (request) writeTask(request.id, 'all', stage, requestLog);
      for (const { task, targetName, stage: own, log } of targets) {
        writeTask(task.id, textLines(targetName)[0] ?? '', own, log);
      }
    },
  };
}

function linesOf({ severity, message }: LogLine): string[] {
  const mark = severity === 'info' || severity === 'debug' ? '' : `${severity.toUpperCase()} `;
  return textLines(message).map((text) => mark + text);
}

/** `11:40:16` of an ISO time. */
function clock(timestamp: string): string {
  return /T(\d\d:\d\d:\d\d)/.exec(timestamp)?.[1] ?? '        ';
}
