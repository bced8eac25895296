import * as z from 'zod';
import type { RequestStep, RunStep } from '../../../server/src/infrahub/trace/trace';
import type { RunWishes } from './planRun';

/** A line of a view for a generator, or for one of its targets. */
const layerLine = z.object({ kind: z.literal('layer'), shown: z.object({ layer: z.object({ name: z.string() }) }) });
const targetLine = z.object({
  kind: z.literal('target'),
  layer: z.object({ name: z.string() }),
  target: z.object({ target: z.object({ id: z.string() }) }),
});

/**
 * Reads what Run Generator was told: `{ generator?, targets?, branch?, server? }`, or lines of the view Cascade, `more`
 * being all that are chosen. Targets of several generators cannot be run at once, so those of the first are. Anything else
 * counts as nothing.
 */
export function readRunWishes(given: unknown, more?: unknown): RunWishes {
  const layer = layerLine.safeParse(given).data;
  if (layer) return { generator: layer.shown.layer.name };
  const first = targetLine.safeParse(given).data;
  if (!first) return readParams(given);
  const all = [given, ...(Array.isArray(more) ? more : [])].flatMap((line) => targetLine.safeParse(line).data ?? []);
  const own = all.filter(({ layer: { name } }) => name === first.layer.name);
  return { generator: first.layer.name, targets: [...new Set(own.map(({ target }) => target.target.id))] };
}

/** What is to be asked for to run once more what a run was for, or all that a request was for. */
export function wishesAgain(step: RunStep | RequestStep): RunWishes {
  const targets = step.kind === 'run' ? [step.target.id] : (step.targets ?? []);
  return { generator: step.definition.name, ...(targets.length > 0 && { targets }) };
}

function readParams(given: unknown): RunWishes {
  const { generator, targets, branch, server } = (typeof given === 'object' && given !== null ? given : {}) as Record<
    string,
    unknown
  >;
  const ids = Array.isArray(targets) ? targets.filter((each): each is string => typeof each === 'string') : [];
  return {
    ...(typeof generator === 'string' && generator !== '' ? { generator } : {}),
    ...(typeof branch === 'string' && branch !== '' ? { branch } : {}),
    ...(typeof server === 'string' ? { server } : {}),
    ...(ids.length > 0 ? { targets: ids } : {}),
  };
}
