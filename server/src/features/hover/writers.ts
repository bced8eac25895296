import type { Write } from '../../model/cascade/cause';
import type { Project } from '../../model/project/project';
import type { MemberSymbol } from '../../model/symbols/members';
import { escapeMarkdown } from './markdown';

/** Who writes a member, as one line of Markdown. */
export function writersText(project: Project, member: MemberSymbol, writes: readonly Write[]): string {
  const what = `${escapeMarkdown(member.name)} of ${escapeMarkdown(member.kind)}`;
  const writers = new Map<string, string>();
  for (const write of writes) {
    const place = writePlace(project, write);
    writers.set(`${write.generator.name} ${place}`, `${escapeMarkdown(write.generator.name)} (${place})`);
  }
  if (writers.size > 0) return `${what} is written by ${[...writers.values()].slice(0, 8).join(', ')}`;
  const unsure = project.cascade.complete ? '' : ', as far as their code shows';
  return `${what} is not written by a generator of this repository${unsure}`;
}

/** `generators/generate_pod.py:57`. */
export function writePlace(project: Project, { path, range }: Pick<Write, 'path' | 'range'>): string {
  const line = project.fileAt(path)?.lines().positionAt(range.start).line;
  return escapeMarkdown(line === undefined ? path : `${path}:${line + 1}`);
}
