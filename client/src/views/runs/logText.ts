import { taskLogs, logLinesPerPage, type LogLine } from '../../../../server/src/infrahub/operations/taskLogs';
import { textLines } from '../../../../server/src/infrahub/plainText';
import type { Transport } from '../../../../server/src/infrahub/transport';

/** More is no log that somebody reads. */
const maxPages = 25;

/** The whole log of a task; undefined when the server does not know it. */
export async function readLog(
  transport: Transport,
  id: string,
  signal?: AbortSignal,
): Promise<readonly LogLine[] | undefined> {
  const lines: LogLine[] = [];
  for (let page = 0; page < maxPages; page++) {
    const found = await transport.run(taskLogs, { id, offset: page * logLinesPerPage }, { signal });
    if (!found) return page === 0 ? undefined : lines;
    lines.push(...found);
    if (found.length < logLinesPerPage) break;
  }
  return lines;
}

/** A log as text: a line each, with its time; nothing of it can be more than text. */
export function logText(lines: readonly LogLine[]): string {
  const shown = lines.flatMap(({ timestamp, severity, message }) => {
    const time = /T(\d\d:\d\d:\d\d)/.exec(timestamp)?.[1] ?? ' '.repeat(8);
    const [first = '', ...more] = textLines(message);
    const rest = more.map((line) => `${' '.repeat(8)}          ${line}`);
    return [`${time} ${(textLines(severity)[0] ?? '').padEnd(8).slice(0, 8)} ${first}`, ...rest];
  });
  return `${shown.join('\n')}\n`;
}
