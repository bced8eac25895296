import { test } from 'vitest';
import { checkCompletion, checkCompletionEdit, checkNotOffered } from '../../support/checkCompletion';
import { withTriggers } from '../../support/completionFixture';

test('trigger kinds first, then own kinds', () =>
  checkCompletion(
    withTriggers('kind: Object\nspec:\n  kind: $0\n'),
    `
    kind CoreGeneratorAction | Infrahub
    kind CoreGroupAction | Infrahub
    kind CoreGroupTriggerRule | Infrahub
    kind CoreNodeTriggerAttributeMatch | Infrahub
    kind CoreNodeTriggerRelationshipMatch | Infrahub
    kind CoreNodeTriggerRule | Infrahub
    kind NetworkPod | this repository
    kind NetworkFabric | this repository
    …`,
  ));

test('generics cannot be created', () =>
  checkNotOffered(withTriggers('kind: Object\nspec:\n  kind: Gen$0\n'), ['GeneratorTarget', 'CoreAction']));

test('no trigger kinds before 1.3', () =>
  checkNotOffered(
    '#- /.infrahub-cascade.yml\nserver_version: "1.2"\n#- /objects/a.yml\nkind: Object\nspec:\n  kind: $0\n',
    ['CoreNodeTriggerRule'],
  ));

test('the whole value is replaced', () =>
  checkCompletionEdit(
    withTriggers('kind: Object\nspec:\n  kind: Netw$0orkFabric # later\n  data: []\n'),
    'NetworkPod',
    '#- /objects/90_triggers.yml\nkind: Object\nspec:\n  kind: NetworkPod # later\n  data: []\n',
  ));
