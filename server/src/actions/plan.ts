import type { LabelledEdit } from '../edits/projectDraft';
import type { PlanNote, Refusal } from '../protocol/plan';

/** What a command writes, all at once, and what its author should know; or why it writes nothing. */
export type PlannedEdits = Refusal | { readonly edits: readonly LabelledEdit[]; readonly notes: readonly PlanNote[] };
