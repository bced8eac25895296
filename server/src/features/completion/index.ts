import type { CompletionProvider } from './provider';
import { provider as attributeValue } from './attributeValue';
import { provider as className } from './className';
import { provider as configKeys } from './configKeys';
import { provider as configPath } from './configPath';
import { provider as configReference } from './configReference';
import { provider as configSnippets } from './configSnippets';
import { provider as documentKeys } from './documentKeys';
import { provider as documentSnippets } from './documentSnippets';
import { provider as documentValues } from './documentValues';
import { provider as matchMember } from './matchMember';
import { provider as matchValue } from './matchValue';
import { provider as nestedBlock } from './nestedBlock';
import { provider as nodeKind } from './nodeKind';
import { provider as objectKeys } from './objectKeys';
import { provider as objectSnippets } from './objectSnippets';
import { provider as parameterName } from './parameterName';
import { provider as parameterPath } from './parameterPath';
import { provider as reference } from './reference';
import { provider as settingsKeys } from './settingsKeys';
import { provider as settingsValues } from './settingsValues';
import { provider as specKind } from './specKind';

/** Every completion, in the order of the list that the user sees. */
export const providers: readonly CompletionProvider[] = [
  // object files
  documentKeys,
  documentValues,
  specKind,
  objectKeys,
  attributeValue,
  nodeKind,
  matchMember,
  matchValue,
  reference,
  nestedBlock,
  documentSnippets,
  objectSnippets,
  // .infrahub.yml
  configKeys,
  configReference,
  className,
  configPath,
  parameterName,
  parameterPath,
  configSnippets,
  // .infrahub-cascade.yml
  settingsKeys,
  settingsValues,
];
