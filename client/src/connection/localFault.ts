import { plainText } from '../../../server/src/infrahub/plainText';

/**
 * Something of this machine is not as it should be. The sentence may name its paths, for no server wrote it; it becomes
 * plain text, because settings of a workspace may name any.
 */
export class LocalFault extends Error {
  constructor(sentence: string) {
    super(plainText(sentence));
  }
}
