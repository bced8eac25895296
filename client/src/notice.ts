import { plainText } from '../../server/src/infrahub/plainText';

/** Text of a server for a notification, where `[text](address)` would become a link. */
export function noticeText(text: string): string {
  return plainText(text).replaceAll('](', '] (');
}
