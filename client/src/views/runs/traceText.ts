import { plainReason, plainText } from '../../../../server/src/infrahub/plainText';
import type { CascadeTrace, TraceStep, Writer } from '../../../../server/src/infrahub/trace/trace';
import { everyStep, worstState } from '../../../../server/src/infrahub/trace/collectTraces';
import { stepsBelow } from '../../../../server/src/infrahub/trace/stepsBelow';
import { durationText } from './duration';
import type { BranchRuns } from './situation';

/** Runs that may have written something, as far as they are named; JSON tells all. */
const namedRuns = 10;

/** What an exported trace tells besides the trace itself. */
export interface TraceOrigin extends Pick<BranchRuns, 'accounts' | 'reasons' | 'isCut'> {
  readonly server: string;
}

/** A trace as JSON: its steps one after the other, each with the id of the one that caused it. */
export function traceJson(trace: CascadeTrace, { server, accounts, reasons, isCut }: TraceOrigin): string {
  const { steps, ...head } = trace;
  const causes = new Map<TraceStep, string>();
  const flat = [...everyStep(steps)].map((step) => {
    for (const below of stepsBelow(step)) causes.set(below, step.id);
    const taskId = step.kind === 'start' ? step.task?.id : step.id;
    return { ...withoutSteps(step), cause: causes.get(step), reason: reasons[taskId ?? ''] };
  });
  return `${JSON.stringify({ server, ...head, isCut, accounts, steps: flat }, undefined, 2)}\n`;
}

function withoutSteps(step: TraceStep): object {
  switch (step.kind) {
    case 'request': {
      const { runs: _, ...rest } = step;
      return rest;
    }
    case 'signal': {
      const { starts: _, ...rest } = step;
      return rest;
    }
    case 'start': {
      const { runs: _, signals: __, ...rest } = step;
      return rest;
    }
    case 'run': {
      const { signals: _, ...rest } = step;
      return rest;
    }
  }
}

/** A trace as Markdown: a list of steps. Names of the server are escaped, so that they stay text. */
export function traceMarkdown(trace: CascadeTrace, origin: TraceOrigin): string {
  const { counts } = trace;
  const account = trace.account === undefined ? undefined : (origin.accounts[trace.account] ?? trace.account);
  const facts = [
    `- Server: ${escaped(origin.server)}`,
    `- Branch: ${escaped(trace.branch)}`,
    `- Began: ${new Date(trace.startedAt).toISOString()}${account === undefined ? '' : `, by ${escaped(account)}`}`,
    `- Took: ${durationText(trace.updatedAt - trace.startedAt)}`,
    `- Runs: ${counts.runs} (failed ${counts.failed}, cancelled ${counts.cancelled}, running ${counts.running}, ` +
      `waiting ${counts.waiting}, done ${counts.done}), signals: ${counts.signals}`,
    ...(counts.missing > 0 ? [`- Writes that rules wait for and that started nothing: ${counts.missing}`] : []),
    ...(origin.isCut
      ? ['- Older tasks and events were not read: what is older is missing here, in the counts too']
      : []),
    ...trace.loops.map(
      ({ definition, target, runs, isProven }) =>
        `- ${isProven ? '**Loop**' : 'Close together'}: ${escaped(definition.name)} ran ${runs} times within a minute for ${escaped(target.name)}`,
    ),
  ];
  const runOf = new Map<string, string>();
  for (const step of everyStep(trace.steps)) if (step.kind === 'run') runOf.set(step.id, step.target.name);
  const lines: string[] = [];
  const open = trace.steps.map((step) => ({ step, depth: 0 })).toReversed();
  for (let next = open.pop(); next; next = open.pop()) {
    const { step, depth } = next;
    // Deeper lists are no lists any more in most readers.
    lines.push(`${'  '.repeat(Math.min(depth, 20))}- ${stepText(step, origin, runOf)}`);
    open.push(
      ...stepsBelow(step)
        .map((below) => ({ step: below, depth: depth + 1 }))
        .toReversed(),
    );
  }
  return [
    `# Cascade on ${escaped(trace.branch)}: ${worstState(trace)}`,
    '',
    ...facts,
    '',
    '## Steps',
    '',
    ...lines,
    '',
  ].join('\n');
}

function stepText(step: TraceStep, { reasons }: TraceOrigin, runOf: ReadonlyMap<string, string>): string {
  switch (step.kind) {
    case 'request':
      return `${escaped(step.definition.name)} was asked for: ${step.state}`;
    case 'signal': {
      const what = step.attribute === undefined ? '' : `${escaped(step.attribute)} of `;
      const value = step.value === undefined ? '' : ` = ${escaped(step.value)}`;
      return `${what}${escaped(step.node.name)}${value}${writerText(step.writer, runOf)}`;
    }
    case 'start': {
      const rule = step.rule ? `rule ${escaped(step.rule.name)}` : 'an action without a known rule';
      return `${rule}: ${step.outcome}${reasonText(reasons[step.task?.id ?? ''])}`;
    }
    case 'run': {
      const { startedAt, updatedAt } = step;
      const time = startedAt === undefined ? '' : `, ${durationText(updatedAt - startedAt)}`;
      return `**${escaped(step.definition.name)}** for ${escaped(step.target.name)}: ${step.state}${time}${reasonText(reasons[step.id])}`;
    }
  }
}

function writerText(writer: Writer, runOf: ReadonlyMap<string, string>): string {
  if (writer.by !== 'several') return '';
  const names = writer.runs.slice(0, namedRuns).map((id) => escaped(runOf.get(id) ?? id));
  const left = writer.runs.length - names.length;
  return ` (not known by which run: ${names.join(', ')}${left > 0 ? ` or one of ${left} more` : ''})`;
}

function reasonText(reason: string | undefined): string {
  return reason === undefined ? '' : `. ${escaped(plainReason(reason))}`;
}

/** Text that Markdown shows as it is. */
function escaped(text: string): string {
  return plainText(text).replace(/[\\`*_{}[\]()<>#+\-.!|~&$:@]/g, (mark) => `\\${mark}`);
}
