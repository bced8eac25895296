import type { ComparedRule } from './compare';

/** A rule without matches: it is started by every update of its kind (facts 2). */
export interface OpenRule {
  /** What has to happen before it does that. */
  readonly when: 'now' | 'enabled' | 'loaded' | 'loadedAndEnabled' | 'merged';
  /** The file has matches that the server lacks, as after a load that ended in between (facts 2). */
  readonly isHalfLoaded: boolean;
}

/** What a rule without matches does; undefined for others. */
export function openRule(rule: Pick<ComparedRule, 'notes' | 'file' | 'server'>): OpenRule | undefined {
  const { notes, file, server } = rule;
  if (!notes.hasNoMatches) return undefined;
  return { when: whenOpen(rule), isHalfLoaded: server !== undefined && (file?.matches.length ?? 0) > 0 };
}

function whenOpen({ notes, server }: Pick<ComparedRule, 'notes' | 'server'>): OpenRule['when'] {
  if (!server) return notes.isInactive ? 'loadedAndEnabled' : 'loaded';
  if (notes.isInactive) return 'enabled';
  return notes.isUnmerged ? 'merged' : 'now';
}
