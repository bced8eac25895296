import type { Rule } from './rule';
import { rule as allocationWithoutIdentifier } from './allocation-without-identifier';
import { rule as blockingCall } from './blocking-call';
import { rule as changingIdentity } from './changing-identity';
import { rule as classNotFound } from './class-not-found';
import { rule as configPathAsMapping } from './config-path-as-mapping';
import { rule as configPathNotFound } from './config-path-not-found';
import { rule as createdTarget } from './created-target';
import { rule as dataInCode } from './data-in-code';
import { rule as deleteOfOwnObject } from './delete-of-own-object';
import { rule as deletedMutationAction } from './deleted-mutation-action';
import { rule as duplicateConfigName } from './duplicate-config-name';
import { rule as duplicateConfigSection } from './duplicate-config-section';
import { rule as duplicateKey } from './duplicate-key';
import { rule as duplicateName } from './duplicate-name';
import { rule as duplicateTrigger } from './duplicate-trigger';
import { rule as fileTooLarge } from './file-too-large';
import { rule as fragmentNotRegistered } from './fragment-not-registered';
import { rule as genericNodeKind } from './generic-node-kind';
import { rule as groupRuleWithGroupAction } from './group-rule-with-group-action';
import { rule as handMadeAllocation } from './hand-made-allocation';
import { rule as ignoredMatchValue } from './ignored-match-value';
import { rule as importFailsOnWorker } from './import-fails-on-worker';
import { rule as importOfInstalledPackage } from './import-of-installed-package';
import { rule as impossibleMatchValue } from './impossible-match-value';
import { rule as inactiveRule } from './inactive-rule';
import { rule as incompleteMatchValues } from './incomplete-match-values';
import { rule as invalidBranchScope } from './invalid-branch-scope';
import { rule as invalidConfigFile } from './invalid-config-file';
import { rule as invalidConfigValue } from './invalid-config-value';
import { rule as invalidGenerate } from './invalid-generate';
import { rule as invalidMatches } from './invalid-matches';
import { rule as invalidMemberChoice } from './invalid-member-choice';
import { rule as invalidMutationAction } from './invalid-mutation-action';
import { rule as invalidObjectData } from './invalid-object-data';
import { rule as invalidObjectEnvelope } from './invalid-object-envelope';
import { rule as invalidParameterPath } from './invalid-parameter-path';
import { rule as invalidProjectSettings } from './invalid-project-settings';
import { rule as invalidRelationshipValue } from './invalid-relationship-value';
import { rule as invalidWatch } from './invalid-watch';
import { rule as listAddedToRelationship } from './list-added-to-relationship';

import { rule as literalBranch } from './literal-branch';
import { rule as matchWithoutValue } from './match-without-value';
import { rule as matchesInOneMutation } from './matches-in-one-mutation';
import { rule as missingAwait } from './missing-await';
import { rule as missingBranchScope } from './missing-branch-scope';
import { rule as missingConfigKey } from './missing-config-key';
import { rule as missingMethod } from './missing-method';
import { rule as missingNestedKind } from './missing-nested-kind';
import { rule as missingObjectField } from './missing-object-field';
import { rule as missingQueryVariable } from './missing-query-variable';
import { rule as missingUpsert } from './missing-upsert';
import { rule as nonUniqueParameter } from './non-unique-parameter';
import { rule as notAGenerator } from './not-a-generator';
import { rule as objectOfTwoGenerators } from './object-of-two-generators';
import { rule as refetchInLoop } from './refetch-in-loop';
import { rule as renamedTriggerField } from './renamed-trigger-field';
import { rule as repeatedMatch } from './repeated-match';
import { rule as replacedSdkMethod } from './replaced-sdk-method';
import { rule as ruleWithoutMatches } from './rule-without-matches';
import { rule as secondConfigFile } from './second-config-file';
import { rule as severalRunsPerSave } from './several-runs-per-save';
import { rule as sharedObject } from './shared-object';
import { rule as trackingGroupAsTarget } from './tracking-group-as-target';
import { rule as unconvertedNodes } from './unconverted-nodes';
import { rule as unguardedAnswer } from './unguarded-answer';
import { rule as unknownAction } from './unknown-action';
import { rule as unknownConfigKey } from './unknown-config-key';
import { rule as unknownConfigSection } from './unknown-config-section';
import { rule as unknownFieldInGenerator } from './unknown-field-in-generator';
import { rule as unknownGenerator } from './unknown-generator';
import { rule as unknownGroup } from './unknown-group';
import { rule as unknownKindInGenerator } from './unknown-kind-in-generator';
import { rule as unknownMatchAttribute } from './unknown-match-attribute';
import { rule as unknownNodeKind } from './unknown-node-kind';
import { rule as unknownObjectField } from './unknown-object-field';
import { rule as unknownObjectKind } from './unknown-object-kind';
import { rule as unknownQuery } from './unknown-query';
import { rule as unknownQueryVariable } from './unknown-query-variable';
import { rule as unknownRuleId } from './unknown-rule-id';
import { rule as unknownTargetGroup } from './unknown-target-group';
import { rule as unknownTransformation } from './unknown-transformation';
import { rule as unreadableDocuments } from './unreadable-documents';
import { rule as unregisteredFile } from './unregistered-file';
import { rule as unreviewedBranchScope } from './unreviewed-branch-scope';
import { rule as unsortedIndex } from './unsorted-index';
import { rule as untrackedClient } from './untracked-client';
import { rule as unusedAction } from './unused-action';
import { rule as unusedQuery } from './unused-query';
import { rule as unwatchedAttribute } from './unwatched-attribute';
import { rule as upsertOnFetchedNode } from './upsert-on-fetched-node';
import { rule as wrongMatchKind } from './wrong-match-kind';
import { rule as wrongValueType } from './wrong-value-type';
import { rule as generatorCycle } from './generator-cycle';
import { rule as generatorSelfLoop } from './generator-self-loop';
import { rule as unwatchedSignal } from './unwatched-signal';
import { rule as unwrittenSignal } from './unwritten-signal';
import { rule as disjointBranchScopes } from './disjoint-branch-scopes';
import { rule as ruleNotConfigured } from './rule-not-configured';
import { rule as ruleKindMismatch } from './rule-kind-mismatch';
import { rule as targetNotInGroup } from './target-not-in-group';
import { rule as returnInsteadOfRaise } from './return-instead-of-raise';
import { rule as trackedSignalWrite } from './tracked-signal-write';
import { rule as eventDrivenGeneratorInCi } from './event-driven-generator-in-ci';
import { rule as generatorNeverRuns } from './generator-never-runs';
import { rule as missingUpstreamValidation } from './missing-upstream-validation';
import { rule as lateValidation } from './late-validation';
import { rule as checksumOfIdsOnly } from './checksum-of-ids-only';
import { rule as unsortedChecksumIds } from './unsorted-checksum-ids';
import { rule as branchAgnosticCascadeKind } from './branch-agnostic-cascade-kind';
import { rule as signalToRejectedTargets } from './signal-to-rejected-targets';
import { rule as unknownWrittenAttribute } from './unknown-written-attribute';
import { rule as unusableSignalAttribute } from './unusable-signal-attribute';
import { rule as trackedOnSomeRuns } from './tracked-on-some-runs';
import { rule as unguardedSignalWrite } from './unguarded-signal-write';
import { rule as workAfterSignal } from './work-after-signal';
import { rule as yamlSyntaxError } from './yaml-syntax-error';

/** Every rule, in the order of the catalogue. */
export const rules: readonly Rule[] = [
  // .infrahub.yml
  unknownConfigSection,
  unknownConfigKey,
  missingConfigKey,
  configPathNotFound,
  duplicateConfigName,
  configPathAsMapping,
  unknownQuery,
  unknownTransformation,
  classNotFound,
  unknownQueryVariable,
  missingQueryVariable,
  invalidParameterPath,
  nonUniqueParameter,
  unknownTargetGroup,
  trackingGroupAsTarget,
  invalidWatch,
  unregisteredFile,
  unusedQuery,
  fragmentNotRegistered,
  secondConfigFile,
  duplicateConfigSection,
  invalidConfigFile,
  invalidConfigValue,
  invalidProjectSettings,
  // object files
  invalidObjectEnvelope,
  invalidObjectData,
  duplicateKey,
  unknownObjectKind,
  unknownObjectField,
  missingObjectField,
  missingNestedKind,
  unreadableDocuments,
  yamlSyntaxError,
  fileTooLarge,
  unknownRuleId,
  // trigger rules
  unknownNodeKind,
  genericNodeKind,
  invalidMutationAction,
  wrongValueType,
  deletedMutationAction,
  missingBranchScope,
  invalidBranchScope,
  invalidMemberChoice,
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
  // the cascade
  generatorCycle,
  generatorSelfLoop,
  unwatchedSignal,
  unwrittenSignal,
  disjointBranchScopes,
  ruleKindMismatch,
  targetNotInGroup,
  missingUpstreamValidation,
  lateValidation,
  returnInsteadOfRaise,
  trackedSignalWrite,
  trackedOnSomeRuns,
  unguardedSignalWrite,
  workAfterSignal,
  checksumOfIdsOnly,
  unsortedChecksumIds,
  signalToRejectedTargets,
  unknownWrittenAttribute,
  unusableSignalAttribute,
  branchAgnosticCascadeKind,
  eventDrivenGeneratorInCi,
  generatorNeverRuns,
  // Python generators
  importOfInstalledPackage,
  importFailsOnWorker,
  missingMethod,
  unknownFieldInGenerator,
  unknownKindInGenerator,
  listAddedToRelationship,
  invalidRelationshipValue,
  untrackedClient,
  blockingCall,
  literalBranch,
  deleteOfOwnObject,
  missingUpsert,
  upsertOnFetchedNode,
  notAGenerator,
  invalidGenerate,
  replacedSdkMethod,
  missingAwait,
  changingIdentity,
  unguardedAnswer,
  allocationWithoutIdentifier,
  handMadeAllocation,
  refetchInLoop,
  createdTarget,
  dataInCode,
  unsortedIndex,
  sharedObject,
  objectOfTwoGenerators,
  severalRunsPerSave,
  unwatchedAttribute,
  unconvertedNodes,
  ruleNotConfigured,
];
