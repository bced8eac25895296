/** Longest text of a server that is shown, in UTF-16 code units. */
const maxLength = 300;

/** C0 and C1 controls, marks and overrides of the writing direction, line separators. */
const invisible = /[\p{Cc}\u061C\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF]+/gu;

/**
 * Text of a server as it may be shown on a terminal or in a list: one line, at most 300 characters, nothing that
 * controls a terminal or turns the writing direction.
 */
export function plainText(text: string): string {
  const line = text
    .slice(0, maxLength * 4)
    .replace(invisible, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const short = line.length > maxLength ? `${line.slice(0, maxLength)}…` : line;
  // Half of a pair, as cutting leaves it.
  return short.replace(/\p{Cs}/gu, '');
}

/** The same for an error message, without the addresses and file paths of the server (facts 10.13). */
export function plainReason(text: string): string {
  const line = plainText(text).replace(/\bhttps?:\/\/[^\s'"]+/g, '…');
  return line.replace(/(^|[\s'"(])\/(?:[\w.@-]+\/)+[\w.@-]+/g, '$1…');
}
