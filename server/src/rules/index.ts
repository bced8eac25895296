import type { Rule } from './rule';
import { rule as invalidMutationAction } from './invalid-mutation-action';
import { rule as unknownMatchAttribute } from './unknown-match-attribute';
import { rule as unknownNodeKind } from './unknown-node-kind';
import { rule as genericNodeKind } from './generic-node-kind';
import { rule as deletedMutationAction } from './deleted-mutation-action';
import { rule as missingBranchScope } from './missing-branch-scope';
import { rule as invalidBranchScope } from './invalid-branch-scope';
import { rule as unreviewedBranchScope } from './unreviewed-branch-scope';
import { rule as wrongMatchKind } from './wrong-match-kind';
import { rule as matchWithoutValue } from './match-without-value';
import { rule as incompleteMatchValues } from './incomplete-match-values';
import { rule as ignoredMatchValue } from './ignored-match-value';
import { rule as impossibleMatchValue } from './impossible-match-value';
import { rule as matchesInOneMutation } from './matches-in-one-mutation';
import { rule as invalidMatches } from './invalid-matches';
import { rule as ruleWithoutMatches } from './rule-without-matches';
import { rule as unknownAction } from './unknown-action';
import { rule as unknownGenerator } from './unknown-generator';
import { rule as groupRuleWithGroupAction } from './group-rule-with-group-action';
import { rule as unknownGroup } from './unknown-group';
import { rule as renamedTriggerField } from './renamed-trigger-field';
import { rule as duplicateTrigger } from './duplicate-trigger';
import { rule as duplicateName } from './duplicate-name';
import { rule as inactiveRule } from './inactive-rule';
import { rule as unusedAction } from './unused-action';
import { rule as repeatedMatch } from './repeated-match';

/** Every rule, in the order of the catalogue. */
export const rules: readonly Rule[] = [
  // trigger rules
  unknownNodeKind,
  genericNodeKind,
  invalidMutationAction,
  deletedMutationAction,
  missingBranchScope,
  invalidBranchScope,
  unreviewedBranchScope,
  unknownMatchAttribute,
  wrongMatchKind,
  matchWithoutValue,
  incompleteMatchValues,
  ignoredMatchValue,
  impossibleMatchValue,
  matchesInOneMutation,
  invalidMatches,
  ruleWithoutMatches,
  unknownAction,
  unknownGenerator,
  groupRuleWithGroupAction,
  unknownGroup,
  renamedTriggerField,
  duplicateTrigger,
  duplicateName,
  inactiveRule,
  unusedAction,
  repeatedMatch,
];
