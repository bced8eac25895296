import { buildSchema, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { coreKinds } from '../../server/src/data/coreKinds';
import { compareServerVersions, serverVersions, type ServerVersion } from '../../server/src/data/versions';
import type { Operation } from '../../server/src/infrahub/operation';
import { generatorDefinitions } from '../../server/src/infrahub/operations/generatorDefinitions';
import { failedInstances, generatorInstances } from '../../server/src/infrahub/operations/generatorInstances';
import { importedObjects, repositories } from '../../server/src/infrahub/operations/importedObjects';
import { groupMembers, removeMembers, trackingGroups } from '../../server/src/infrahub/operations/trackingGroups';
import { triggerActions, triggerRules } from '../../server/src/infrahub/operations/triggerRules';
import { deleteTrigger, setRuleActive } from '../../server/src/infrahub/operations/triggerWrites';
import { derivedSdl, type DerivedKind, type DerivedKinds } from './derivedSdl';

/** Given by the SDL of every version as they are. */
const fixedKinds = new Set(['CoreAccount', 'CoreGenericAccount', 'CoreNode']);

/** The kinds that a server of a version brings along (facts/versions). */
function kindsOf(version: ServerVersion): DerivedKinds {
  const all = coreKinds(version).filter(({ kind }) => !fixedKinds.has(kind));
  const derived = (isGeneric: boolean): DerivedKind[] =>
    all
      .filter((each) => each.isGeneric === isGeneric)
      .map(({ inheritFrom, ...rest }) => ({ ...rest, inherit_from: inheritFrom }));
  return { nodes: derived(false), generics: derived(true) };
}

/** Everything that we ask about kinds that Infrahub brings along. */
const operations: Readonly<Record<string, Operation<never, unknown>>> = {
  triggerRules,
  triggerActions,
  generatorDefinitions,
  generatorInstances,
  failedInstances,
  repositories,
  importedObjects,
  groupMembers,
  removeMembers,
  'groups that keep what was made': trackingGroups.CoreGeneratorGroup,
  'groups of branches that keep it': trackingGroups.CoreGeneratorAwareGroup,
  'rules made active': setRuleActive.CoreNodeTriggerRule,
  'group rules made active': setRuleActive.CoreGroupTriggerRule,
  'rules deleted': deleteTrigger.CoreNodeTriggerRule,
  'actions deleted': deleteTrigger.CoreGroupAction,
};

describe.each(serverVersions)('Infrahub %s', (version) => {
  const sdl = buildSchema(derivedSdl(kindsOf(version)));

  it.each(Object.entries(operations))('%s: known from the version on that the operation names', (_, operation) => {
    const errors = validate(sdl, parse(operation.document)).map(({ message }) => message);
    const { since } = operation;
    const isKnown = since === undefined || compareServerVersions(version, since as ServerVersion) >= 0;
    if (isKnown) expect(errors).toEqual([]);
    // What a server says then is turned into a sentence about the version.
    else expect(errors.join('\n')).toMatch(/^(Cannot query field|Unknown (type|argument)) /m);
  });
});
